/** Who sends a request: by the cookie of a session, by an API token, or a visitor of the demo hospital. */
import { BlockList } from 'node:net';
import { AppError } from '../../lib/errors.ts';
import type { ActorFinder } from '../http/actor.ts';
import type { Actor, Exchange } from '../http/endpoint.ts';
import type { Database } from '../store/database.ts';
import { isOpenDemo } from './account.store.ts';
import { sessionSecret } from './cookie.ts';
import { NOT_FOR_TOKENS, permissionsOf, VISITOR_PERMISSIONS } from './roles.ts';
import { digestOf } from './secret.ts';
import { sessionOwner, tokenOwner, touchSession, touchToken } from './session.store.ts';

const MINUTE = 60_000_000;
/** Microseconds without a request after which a session ends: a shift. */
export const IDLE = 8 * 60 * MINUTE;
/** Microseconds after which it ends in any case. */
export const SESSION_LIFE = 7 * 24 * 60 * MINUTE;
/** What begins an API token, so that one that leaks is recognised. */
export const TOKEN_PREFIX = 'wardline_';
/** A page of another site cannot send it without asking us first, and we never allow that. */
const OWN_HEADER = 'wardline-request';

const VISITOR: Actor = { account: 'visitor', name: 'Demo visitor', role: 'visitor', permissions: VISITOR_PERMISSIONS };

export function findActor(db: Database): ActorFinder {
  return async (exchange) => {
    const now = Date.now() * 1000;
    const bearer = exchange.header('authorization');
    if (bearer !== undefined) return byToken(db, bearer, now);
    const secret = sessionSecret(exchange);
    const actor = secret === undefined ? null : await bySession(db, digestOf(secret), now);
    if (actor !== null && exchange.method !== 'GET' && exchange.header(OWN_HEADER) === undefined) {
      throw new AppError(
        'forbidden',
        `Whoever changes something with a session also sends the header ${OWN_HEADER}: 1.`,
      );
    }
    if (actor !== null) return actor;
    return isHere(exchange) && (await isOpenDemo(db)) ? VISITOR : null;
  };
}

async function byToken(db: Database, bearer: string, now: number): Promise<Actor> {
  const [, secret] = /^Bearer +(\S{1,100})$/i.exec(bearer) ?? [];
  const owner = secret === undefined ? undefined : await tokenOwner(db, digestOf(secret), now);
  if (owner === undefined) throw new AppError('unauthenticated', 'This API token does not work, or no longer.');
  if (now - (owner.used ?? 0) > MINUTE) await touchToken(db, owner.id, now);
  const role = permissionsOf(owner.role);
  const scope = [...role].filter((it) => owner.scope.includes(it) && !NOT_FOR_TOKENS.has(it));
  return { account: owner.account, name: owner.name, role: owner.role, permissions: new Set(scope) };
}

async function bySession(db: Database, id: string, now: number): Promise<Actor | null> {
  const owner = await sessionOwner(db, id, now, now - IDLE);
  if (owner === undefined) return null;
  if (now - owner.seen > MINUTE) await touchSession(db, id, now);
  return { account: owner.account, name: owner.name, role: owner.role, permissions: permissionsOf(owner.role) };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a request comes from this machine, and nothing stands between that would hide another one. */
function isHere({ address, header }: Exchange): boolean {
  if (header('forwarded') !== undefined || header('x-forwarded-for') !== undefined || header('via') !== undefined)
    return false;
  return loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
