import { compareItems } from './compare-items.js';
import { fact } from './compare-neighbourhood.js';
import { type Difference, type Held, isOther, type ListWrite } from './difference.js';
import { type PlacedSeniorOfficer, SENIOR_OFFICER } from './item-kinds.js';
import type { EngagementMethod, PulledForce } from './read-force.js';

/** What the registry holds of the force itself. */
export interface HeldForce {
  name: string;
  url: string | null;
  telephone: string | null;
  description: string | null;
  engagementMethods: EngagementMethod[];
  seniorOfficers: Held<PlacedSeniorOfficer>[];
}

/** What is written of a force. Null: stays as it is. */
export interface ForceWrite {
  name: string | null;
  url: string | null;
  telephone: string | null;
  description: string | null;
  engagementMethods: EngagementMethod[] | null;
}

export interface ComparedForce {
  details: { differences: Difference[]; write: ForceWrite };
  seniorOfficers: { differences: Difference[]; onlyHere: string[]; write: ListWrite<PlacedSeniorOfficer> };
}

export function compareForce(pulled: PulledForce, held: HeldForce): ComparedForce {
  const methods = mergedMethods(pulled.engagementMethods, held.engagementMethods);
  const placed = pulled.seniorOfficers?.map((officer, i) => ({ ...officer, place: i + 1 })) ?? null;
  const seniorOfficers = compareItems(SENIOR_OFFICER, placed, held.seniorOfficers);
  const other = <T>(there: T | null, here: T | null): T | null => (isOther(there, here) ? there : null);
  return {
    details: {
      differences: [
        ...fact('Name', pulled.name, held.name),
        ...fact('Website', pulled.url, held.url),
        ...fact('Telephone', pulled.telephone, held.telephone),
        ...fact('Description', pulled.description, held.description),
        ...fact('Engagement methods', wordsOf(methods), wordsOf(held.engagementMethods)),
      ],
      write: {
        name: other(pulled.name, held.name),
        url: other(pulled.url, held.url),
        telephone: other(pulled.telephone, held.telephone),
        description: other(pulled.description, held.description),
        engagementMethods: wordsOf(methods) === wordsOf(held.engagementMethods) ? null : methods,
      },
    },
    seniorOfficers,
  };
}

/** Those of data.police.uk in its order, then those that are only here. */
function mergedMethods(pulled: EngagementMethod[], held: EngagementMethod[]): EngagementMethod[] {
  const there = new Set(pulled.map(({ url }) => url));
  return [...pulled, ...held.filter(({ url }) => !there.has(url))];
}

const wordsOf = (methods: readonly EngagementMethod[]): string | null =>
  methods.length === 0
    ? null
    : methods
        .map(({ type, title, url, description }) =>
          [`${title} (${[type !== title && type, url].filter(Boolean).join(', ')})`, description]
            .filter(Boolean)
            .join(': '),
        )
        .join('; ');
