import { FORCE_ADMIN, OVERSEERS, type Rule } from './rule.js';

/** Whether the promise was kept, and what is said to those who ask. */
export const OF_REPORTS = {
  'reports.read': {
    roles: OVERSEERS,
    scopes: ['reports:read'],
    permits: 'Read reports and the rows behind their figures, which name nobody of the public.',
  },
  'drafts.read': {
    roles: { supervisor: 'all', 'force-admin': 'all', auditor: 'all' },
    permits: 'Read a report before it is issued: the force’s own business until it is.',
  },
  'drafts.prepare': {
    roles: FORCE_ADMIN,
    permits: 'Begin a report, comment on its exceptions, throw it away.',
  },
  'reports.issue': {
    roles: FORCE_ADMIN,
    permits: 'Sign and issue a report, by whoever has just signed in again.',
  },
  'reports.decide': {
    roles: { 'local-policing-body': 'all' },
    permits: 'Say whether the report assures the local policing body, and ask: nobody does so in its place.',
  },
  'reports.answer': {
    roles: FORCE_ADMIN,
    permits: 'Answer what the local policing body asked.',
  },
} as const satisfies Record<string, Rule>;
