/** What each role may do, as data. A new role is a line here, and its words. */
import { type Permission, PERMISSIONS } from '../http/endpoint.ts';
import { type Role, ROLE_NAMES } from './role-words.ts';

const OF_ADMINISTRATORS: readonly Permission[] = [
  'account:read',
  'account:write',
  'setting:read',
  'setting:write',
  'webhook:read',
  'webhook:write',
];
const engineering = PERMISSIONS.filter((it) => !OF_ADMINISTRATORS.includes(it));
const reading = engineering.filter((it) => it.endsWith(':read'));

const ROLES: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: PERMISSIONS,
  engineer: engineering,
  viewer: [...reading, 'own:write'],
};

/** Of whoever looks at the demo hospital before anybody has set up anything: reading, and no account to change. */
export const VISITOR_PERMISSIONS: ReadonlySet<Permission> = new Set(reading);

/** What an API token may never do, whatever its account may: a script makes no accounts, and no further tokens. */
export const NOT_FOR_TOKENS: ReadonlySet<Permission> = new Set(['own:write', 'account:write']);

/** Nothing for a role that this version does not know. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  const known = ROLE_NAMES.find((name) => name === role);
  return new Set(known === undefined ? [] : ROLES[known]);
}
