import { ROLE_NAMES } from '../access/page-context.js';
import { type Permission, PERMISSIONS, reachOf, ruleOf, scopesThatMay } from '../access/permissions.js';
import { type Role, ROLES } from '../access/principal.js';
import { type RouteRule, WITHOUT_GUARD } from './route-rules.js';

const REACH = { self: 'their own', supervised: 'supervised', own: 'own places', all: 'all' } as const;

const NAMES = Object.keys(PERMISSIONS) as Permission[];

/**
 * docs/permissions.md: the table of permissions, and what each route asks for.
 *
 * @param routes of the trial, which has all of them
 * @param trialOnly those that an installation with a database of its own does not have
 */
export function permissionsPage(
  routes: readonly RouteRule[],
  trialOnly: (route: RouteRule) => boolean,
): string {
  const guarded = routes.filter(({ permission }) => permission);
  const open = routes.filter((route) => route.public);
  const closed = routes.filter((route) => !route.permission && !route.public);
  return `# Who may do what

Made from the code by \`npm run permissions\`; a test fails when it says something else. The table is \`src/access/permissions.ts\`, and [decision 0026](decisions/0026-permissions.md) says how it is used.

Everybody belongs to one force, and nothing reaches beyond it. Within it:

- **own places**: the neighbourhoods that are theirs today by the registry – assigned in whatever role, or of a command area that they supervise. A team member or supervisor who is linked to no officer yet may do nothing but what is their own, whatever the table says.
- **supervised**: those of them that they supervise.
- **all**: every neighbourhood of the force. A key always reaches all of its force.
- **their own**: what belongs to them alone.

## Permissions

| permission | what it permits, and why | ${ROLES.map(nameOf).join(' | ')} | keys with the scope |
| --- | --- | ${ROLES.map(() => '---').join(' | ')} | --- |
${NAMES.map(permissionRow).join('\n')}

${NAMES.filter((name) => ruleOf(name).sight)
  .map((name) => `\`${name}\``)
  .join(' and ')} decide what is shown on pages that other permissions open; no route asks for them.

## Routes

${guarded.length} routes ask for a permission. Addresses below \`/api/\` are for keys, all others for people who are signed in; neither proof opens the other's. HEAD goes with GET.

| route | permission |
| --- | --- |
${guarded.map((route) => `| ${addressOf(route)}${notes(route, trialOnly)} | \`${route.permission}\` |`).join('\n')}

## Open to everybody

${open.length} routes ask for nothing: what the public comes for, signing in, and what those who run the service watch.

| route | the frame shows who is signed in |
| --- | --- |
${open.map((route) => `| ${addressOf(route)}${notes(route, trialOnly)} | ${route.impersonal ? 'no' : 'yes'} |`).join('\n')}
${WITHOUT_GUARD.map(({ url, what }) => `| \`GET ${url}\` – ${what} | no |`).join('\n')}
${closed.length > 0 ? `\n## Open to nobody\n\n${closed.map((route) => `- ${addressOf(route)}`).join('\n')}\n` : ''}`;
}

const nameOf = (role: Role): string => ROLE_NAMES[role].toLowerCase();

function permissionRow(name: Permission): string {
  const cells = ROLES.map((role) => {
    const reach = reachOf(role, name);
    return reach ? REACH[reach] : '';
  });
  const scopes = scopesThatMay(name).map((scope) => `\`${scope}\``);
  return `| \`${name}\` | ${ruleOf(name).permits} | ${cells.join(' | ')} | ${scopes.join(' or ')} |`;
}

const addressOf = ({ method, url }: RouteRule): string => `\`${method} ${url}\``;

function notes(route: RouteRule, trialOnly: (route: RouteRule) => boolean): string {
  const said = [...(route.fresh ? ['fresh sign-in'] : []), ...(trialOnly(route) ? ['trial only'] : [])];
  return said.length > 0 ? ` (${said.join(', ')})` : '';
}
