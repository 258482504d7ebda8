import type { PageContext } from '../web/pages.js';
import { type Person, type Role, ROLES } from './principal.js';

/** What people call the roles. */
export const ROLE_NAMES: Record<Role, string> = {
  team: 'Neighbourhood team',
  supervisor: 'Supervisor',
  'force-admin': 'Force administrator',
  auditor: 'Auditor',
  'local-policing-body': 'Local policing body',
  operator: 'Operator',
};

interface Section {
  text: string;
  href: string;
  roles: readonly Role[];
  trialOnly?: true;
  /** Shown to those alone who are officers. */
  officersOnly?: true;
}

// Whoever may not open a section does not see it; the guard on the section's own routes is what refuses.
const SECTIONS: Section[] = [
  { text: 'Contacts', href: '/contacts', roles: ['team', 'supervisor', 'force-admin'] },
  { text: 'Alerts', href: '/alerts', roles: ['supervisor', 'force-admin'] },
  { text: 'Recourse', href: '/recourse', roles: ['supervisor', 'force-admin'] },
  {
    text: 'Neighbourhoods',
    href: '/neighbourhoods',
    roles: ['team', 'supervisor', 'force-admin', 'auditor', 'local-policing-body'],
  },
  {
    text: 'Coverage',
    href: '/coverage',
    roles: ['supervisor', 'force-admin', 'auditor', 'local-policing-body'],
  },
  {
    text: 'Workforce',
    href: '/workforce',
    roles: ['supervisor', 'force-admin', 'auditor', 'local-policing-body'],
  },
  { text: 'Officers', href: '/officers', roles: ['supervisor', 'force-admin'] },
  { text: 'Imports', href: '/imports', roles: ['force-admin'] },
  { text: 'Privacy', href: '/privacy', roles: ['force-admin'] },
  { text: 'People', href: '/people', roles: ['force-admin'] },
  { text: 'Keys', href: '/keys', roles: ['force-admin'] },
  {
    text: 'Reports',
    href: '/reports',
    roles: ['supervisor', 'force-admin', 'auditor', 'local-policing-body'],
  },
  { text: 'Audit log', href: '/audit', roles: ['auditor'] },
  {
    text: 'Your alerts',
    href: '/your-alerts',
    roles: ['team', 'supervisor', 'force-admin'],
    officersOnly: true,
  },
  {
    text: 'Outbox',
    href: '/demo/outbox',
    // Messages to and from the public are not the local policing body's business.
    roles: ROLES.filter((role) => role !== 'local-policing-body'),
    trialOnly: true,
  },
];

/** What the frame of a page shows: who is signed in and the sections of their role, the present one marked. */
export function pageContextOf(person: Person | null, path: string, trial: boolean): PageContext {
  if (!person) return { navigation: [], trial };
  const navigation = sectionsOf(person.role, trial)
    .filter(({ officersOnly }) => !officersOnly || Boolean(person.officerId))
    .map(({ text, href }) => ({
      text,
      href,
      active: path === href || path.startsWith(`${href}/`),
    }));
  return { signedInAs: person.name, roleName: ROLE_NAMES[person.role], navigation, trial };
}

/** Where a person lands after signing in: the first section of their role. */
export function homeOf(role: Role): string {
  return sectionsOf(role, false)[0]?.href ?? '/';
}

function sectionsOf(role: Role, trial: boolean): Section[] {
  return SECTIONS.filter(({ roles, trialOnly }) => roles.includes(role) && (trial || !trialOnly));
}
