import type { PageContext } from '../web/pages.js';
import { may, type Permission } from './permissions.js';
import type { Person, Role, Standing } from './principal.js';

/** What people call the roles. */
export const ROLE_NAMES: Record<Role, string> = {
  team: 'Neighbourhood team',
  supervisor: 'Supervisor',
  'force-admin': 'Force administrator',
  auditor: 'Auditor',
  'local-policing-body': 'Local policing body',
  operator: 'Operator',
};

/** What somebody reads who may see nothing yet. */
export const UNLINKED =
  'Your sign-in is not linked to an officer yet. Ask a force administrator to say which officer you are.';

interface Section {
  text: string;
  href: string;
  permission: Permission;
  trialOnly?: true;
  /** Shown to those alone who are officers. */
  officersOnly?: true;
}

// Whoever may not open a section does not see it; the guard on the section's own routes is what refuses.
const SECTIONS: readonly Section[] = [
  { text: 'Contacts', href: '/contacts', permission: 'contacts.read' },
  { text: 'Alerts', href: '/alerts', permission: 'alerts.read' },
  { text: 'Recourse', href: '/recourse', permission: 'recourse.answer' },
  { text: 'Neighbourhoods', href: '/neighbourhoods', permission: 'neighbourhoods.read' },
  { text: 'Coverage', href: '/coverage', permission: 'coverage.read' },
  { text: 'Workforce', href: '/workforce', permission: 'workforce.read' },
  { text: 'Officers', href: '/officers', permission: 'officers.read' },
  { text: 'Imports', href: '/imports', permission: 'imports.make' },
  { text: 'Privacy', href: '/privacy', permission: 'privacy.hold' },
  { text: 'People', href: '/people', permission: 'people.manage' },
  { text: 'Keys', href: '/keys', permission: 'keys.manage' },
  { text: 'Reports', href: '/reports', permission: 'reports.read' },
  { text: 'Audit log', href: '/audit', permission: 'audit.read' },
  { text: 'The service', href: '/service', permission: 'service.read' },
  { text: 'Your alerts', href: '/your-alerts', permission: 'alerts.choose-own', officersOnly: true },
  // Messages to and from the public are neither the local policing body's business nor the operator's.
  { text: 'Outbox', href: '/demo/outbox', permission: 'trial.outbox', trialOnly: true },
];

/** What the frame of a page shows: who is signed in and the sections of their role, the present one marked. */
export function pageContextOf(person: Person | null, path: string, trial: boolean): PageContext {
  if (!person) return { navigation: [], trial };
  const navigation = sectionsOf(person, trial).map(({ text, href }) => ({
    text,
    href,
    active: path === href || path.startsWith(`${href}/`),
  }));
  return { signedInAs: person.name, roleName: ROLE_NAMES[person.role], navigation, trial };
}

/** Where a person lands after signing in: the first section that is open to them, or where they read why none is. */
export function homeOf(who: Standing): string {
  return sectionsOf(who, false)[0]?.href ?? '/your-sign-ins';
}

function sectionsOf(who: Standing, trial: boolean): readonly Section[] {
  return SECTIONS.filter(
    ({ permission, trialOnly, officersOnly }) =>
      may(who, permission) && (trial || !trialOnly) && (!officersOnly || who.officerId !== null),
  );
}
