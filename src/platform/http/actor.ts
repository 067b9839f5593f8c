/** Who asks: found anew for each request, so that what an account may do ends the moment it is taken away. */
import { AppError } from '../../lib/errors.ts';
import { type Actor, ANYONE, type Endpoint, type Exchange, type Permission } from './endpoint.ts';

/** Finds who asks; null when nobody is logged in. Throws an `AppError` where a proof is given and is wrong. */
export type ActorFinder = (exchange: Exchange) => Promise<Actor | null>;

/** Asks before anybody is known: only what {@link ANYONE} may do is open. */
const NOBODY: Actor = { account: '', name: 'Nobody', role: 'nobody', permissions: new Set() };

/** Whoever asks is the same and may do `permissions`: for a server that only its own user can reach. */
export function everyoneMay(...permissions: Permission[]): ActorFinder {
  const actor: Actor = { account: 'local', name: 'This machine', role: 'viewer', permissions: new Set(permissions) };
  return async () => actor;
}

/** Who asks, if they may. @throws AppError when nobody is logged in or the permission is missing. */
export async function admit({ permission }: Endpoint, exchange: Exchange, actorOf: ActorFinder): Promise<Actor> {
  const actor = await actorOf(exchange);
  if (permission === ANYONE) return actor ?? NOBODY;
  if (actor === null) throw new AppError('unauthenticated', 'Log in first.');
  if (!actor.permissions.has(permission)) {
    throw new AppError('forbidden', `This needs the permission ${permission}, which ${actor.name} does not have.`);
  }
  return actor;
}
