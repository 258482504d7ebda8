import type { AuditEntry } from '../../audit/audit-log.js';
import { KIND_TITLES } from './domain/try-outcome.js';
import type { ClaimedTry, NamedRoute } from './route-tries.query.js';

type Owned = Pick<ClaimedTry, 'ofId' | 'officerId' | 'kind'>;

/** Whose record a try of a route belongs to, in the audit log. */
export function subjectOf({ ofId, officerId }: Owned): Pick<AuditEntry, 'subjectKind' | 'subjectId'> {
  return { subjectKind: officerId === null ? 'neighbourhood' : 'officer', subjectId: ofId };
}

/** The kind under which its tries are counted: an officer's mailbox apart from those of neighbourhoods. */
export const countedAs = ({ officerId, kind }: Owned): string =>
  officerId === null ? kind : `officer-${kind}`;

/** What is told of a route that somebody wants to have tried and that is not published today. */
export const notPublished = ({ of, kind }: NamedRoute): string =>
  `This ${of} has no ${KIND_TITLES[kind]} today. Choose a route from the list.`;
