import { FORCE_ADMIN, OVERSEERS, type Rule, STAFF, TEAMS } from './rule.js';

/** Who answers for which place; the force’s own knowledge, most of it public. */
export const OF_THE_REGISTRY = {
  'neighbourhoods.read': {
    roles: STAFF,
    scopes: ['registry:read'],
    permits: 'Read the neighbourhoods and who is named for them, as the public does.',
  },
  'neighbourhoods.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Begin, rename, divide and end neighbourhoods: the registry is kept by one hand in each force.',
  },
  'boundaries.read': {
    roles: OVERSEERS,
    permits: 'See where boundaries overlap.',
  },
  'life.read': {
    roles: STAFF,
    scopes: ['registry:read'],
    permits: 'Read a neighbourhood’s priorities, events, places and links, which are published.',
  },
  'life.change': {
    roles: TEAMS,
    scopes: ['registry:write'],
    permits: 'Keep them: a team does so for its own neighbourhoods.',
  },
  'priorities.read': {
    roles: STAFF,
    scopes: ['registry:read', 'reports:read'],
    permits: 'See which priorities are due for review, across the force.',
  },
  'officers.read': {
    roles: { supervisor: 'all', 'force-admin': 'all' },
    scopes: ['registry:read'],
    permits:
      'Read officers with their assignments and absences: a colleague’s absence is for those who lead.',
  },
  'officers.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Add and change officers.',
  },
  'officers.withheld-names': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Read names that are withheld for an officer’s safety: only who keeps the registry.',
    sight: true,
  },
  'assignments.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Say which officer is named for which place.',
  },
  'absences.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Record absences and who deputises.',
  },
  'coverage.read': {
    roles: OVERSEERS,
    scopes: ['registry:read'],
    permits: 'See which places are without a contactable named officer.',
  },
  'contact-routes.read': {
    roles: OVERSEERS,
    permits: 'See whether the published addresses and numbers work.',
  },
  'contact-routes.try': {
    roles: FORCE_ADMIN,
    permits: 'Have one of them tried again.',
  },
  'command-areas.read': {
    roles: OVERSEERS,
    scopes: ['registry:read'],
    permits: 'Read command areas and who supervises them.',
  },
  'command-areas.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Change them: whose contacts a supervisor sees follows from it.',
  },
  'wards.read': {
    roles: OVERSEERS,
    scopes: ['registry:read'],
    permits: 'Read which neighbourhoods count for a council ward.',
  },
  'wards.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Decide it where the areas alone do not.',
  },
  'workforce.read': {
    roles: OVERSEERS,
    scopes: ['registry:read', 'reports:read'],
    permits: 'Read headcount, tenure and abstraction: they are figures of the Guarantee.',
  },
  'workforce.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Set posts, and name who leads on anti-social behaviour.',
  },
  'force.read': {
    roles: FORCE_ADMIN,
    scopes: ['registry:read'],
    permits: 'Read what the force publishes of itself, where it is kept.',
  },
  'force.change': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Change what the force publishes of itself.',
  },
  'imports.make': {
    roles: FORCE_ADMIN,
    scopes: ['registry:write'],
    permits: 'Bring files into the registry, look at what they would do, apply and undo them.',
  },
  'police-uk.pull': {
    roles: FORCE_ADMIN,
    permits: 'Compare with what data.police.uk says, and take it over.',
  },
} as const satisfies Record<string, Rule>;
