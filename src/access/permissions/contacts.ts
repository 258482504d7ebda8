import { FORCE_ADMIN, type Rule, SUPERVISORS, SUPERVISORS_ALONE, TEAMS } from './rule.js';

/** What people of the public wrote, and who must hear of it. */
export const OF_CONTACTS = {
  'contacts.read': {
    roles: TEAMS,
    scopes: ['contacts:read'],
    permits:
      'Read contacts with what people wrote: whoever answers for a place has to know what is asked there.',
  },
  'contacts.enter': {
    roles: TEAMS,
    scopes: ['contacts:write'],
    permits:
      'Take in a contact, what was written since, or an address that it lacks: letters and calls reach people, forms reach machines.',
  },
  'contacts.answer': {
    roles: TEAMS,
    scopes: ['contacts:write'],
    permits: 'Send an answer, or record one that was given: the team owes it within 72 hours.',
  },
  'contacts.take-out': {
    roles: TEAMS,
    scopes: ['contacts:write'],
    permits: 'Take out of scope what is no neighbourhood query, with a reason, and bring it back.',
  },
  'contacts.hand-over': {
    roles: TEAMS,
    scopes: ['contacts:write'],
    permits: 'Hand a contact over to the neighbourhood that it is about.',
  },
  'contacts.take-up': {
    roles: TEAMS,
    permits: 'Say “I have it”, and give it back: a person’s word, never a machine’s.',
  },
  'contacts.confirm-out-of-scope': {
    roles: SUPERVISORS,
    permits:
      'Confirm that a missed contact was rightly taken out: not left to the team whose figure it changes.',
  },
  'contacts.correct-start': {
    roles: SUPERVISORS_ALONE,
    permits: 'Correct when the 72 hours began, for the same reason.',
  },
  'recourse.ask': {
    roles: TEAMS,
    scopes: ['contacts:write'],
    permits: 'Write down that somebody asks for a supervisor, and read what became of it.',
  },
  'recourse.answer': {
    roles: SUPERVISORS_ALONE,
    permits:
      'Answer whoever asked for a supervisor: those who supervise the place, or a force administrator.',
  },
  'alerts.read': {
    roles: SUPERVISORS,
    permits: 'Read what was said to whom and when: they answer for it that somebody hears.',
  },
  'alerts.choose-own': {
    roles: { team: 'self', supervisor: 'self', 'force-admin': 'self' },
    permits: 'Choose one’s own quiet hours and the time of one’s digest: officers alone are alerted.',
  },
  'alerts.set-digests': {
    roles: SUPERVISORS,
    permits: 'Set when the digest of a team comes.',
  },
  'alerts.set-standard': {
    roles: FORCE_ADMIN,
    permits: 'Change the team’s own target and who hears when: it binds the whole force.',
  },
} as const satisfies Record<string, Rule>;
