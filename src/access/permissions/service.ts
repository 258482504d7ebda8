import { FORCE_ADMIN, type Rule } from './rule.js';

/** The service itself: who comes in, what is kept of the public, and whether it runs. */
export const OF_THE_SERVICE = {
  'sign-ins.own': {
    roles: {
      team: 'self',
      supervisor: 'self',
      'force-admin': 'self',
      auditor: 'self',
      'local-policing-body': 'self',
      operator: 'self',
    },
    permits: 'See where one is signed in, and end it from elsewhere after signing in again.',
  },
  'people.manage': {
    roles: FORCE_ADMIN,
    permits:
      'Say which officer somebody is, and switch their access off and on. Roles come from the identity provider.',
  },
  'keys.manage': {
    roles: FORCE_ADMIN,
    permits: 'Make, change over and revoke machine keys; making one needs a fresh sign-in.',
  },
  'audit.read': {
    roles: { auditor: 'all' },
    permits: 'Search the audit log: only by somebody who does nothing that is written in it but search.',
  },
  'privacy.hold': {
    roles: FORCE_ADMIN,
    permits: 'See what is due to be erased, and hold back what a law or a court needs.',
  },
  'privacy.serve-person': {
    roles: FORCE_ADMIN,
    permits: 'Find all that is kept of one person, and give it to them.',
  },
  'privacy.erase': {
    roles: FORCE_ADMIN,
    permits: 'Erase what is kept of one person, with a reason, by whoever has just signed in again.',
  },
  'service.read': {
    roles: { operator: 'all' },
    permits:
      'See whether the service runs: jobs, queues and mails that failed, in numbers, and nobody in them.',
  },
  'trial.outbox': {
    roles: { team: 'all', supervisor: 'all', 'force-admin': 'all', auditor: 'all' },
    permits: 'Find the trial’s outbox in the menu; in the trial it is open to whoever knows its address.',
    sight: true,
  },
} as const satisfies Record<string, Rule>;
