import { ROLE_NAMES } from '../access/page-context.js';
import type { Role } from '../access/principal.js';
import type { AuditAction } from '../audit/audit-log.js';
import type { Kind } from './audit-search.form.js';
import type { FoundEntry } from './audit-search.query.js';

/** The kinds of operation of s.62 of the Data Protection Act 2018, as the page names them. */
export const ACTION_WORDS: Record<AuditAction, string> = {
  collect: 'Collected',
  alter: 'Altered',
  consult: 'Consulted',
  disclose: 'Disclosed',
  combine: 'Combined',
  erase: 'Erased',
};

export const KIND_WORDS: Record<Kind, string> = {
  disclose: 'Exports, mails and other disclosures',
  combine: 'Reports made and other combinations',
  erase: 'Erasures',
};

const ACTOR_WORDS: Record<FoundEntry['actorKind'], string> = {
  person: 'Person',
  'api-key': 'Machine client',
  public: 'Public',
  job: 'Automatic job',
  command: 'Command',
};

/** Longer lists are told by how many they are; a file has all of them. */
const MOST_LISTED = 5;

type Names = ReadonlyMap<string, string>;

/** `Ann Ward, Auditor`: who did it, in the role of that moment. */
export function whoText({ actorKind, actorId, actorRole }: FoundEntry, names: Names): string {
  const name = names.get(actorId) ?? `${ACTOR_WORDS[actorKind]} ${actorId}`;
  return actorRole === null ? name : `${name}, ${ROLE_NAMES[actorRole as Role] ?? actorRole}`;
}

/** `Contact NCK-47M-TXR`: what it was done to, by reference or code if it has one. */
export function subjectText({ subjectKind, subjectId }: FoundEntry, names: Names): string {
  const kind = subjectKind.replaceAll('-', ' ');
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${names.get(subjectId) ?? subjectId}`;
}

/** `rows: 12`: the ids, counts and codes of an entry, one line each. */
export function detailLines({ detail }: FoundEntry, names: Names): string[] {
  return Object.entries(detail ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${valueText(value, names)}`);
}

function valueText(value: unknown, names: Names): string {
  if (Array.isArray(value)) {
    if (value.length > MOST_LISTED) return String(value.length);
    return value.length === 0 ? 'none' : value.map((one) => valueText(one, names)).join(', ');
  }
  if (typeof value === 'string') return names.get(value) ?? value;
  return JSON.stringify(value);
}
