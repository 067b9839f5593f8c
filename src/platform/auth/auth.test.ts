/** Accounts as people use them: over HTTP, with cookies, against a real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, route } from '../http/endpoint.ts';
import { listen, type Listening } from '../http/listen.ts';
import { createServer } from '../http/server.ts';
import { freshDatabase, type TestDatabase } from '../store/testing.ts';
import { authRoutes } from './auth.routes.ts';
import { type Answer, Client } from './client.samples.ts';
import { findActor } from './find-actor.ts';
import { issueSetupLink, resetAdministrator } from './links.ts';

/** Canaries: none of these may stand in an answer, the log or the database. */
const ADA = 'pelican-Lantern-42';
const BEN = 'harbour-Teaspoon-17';
const NEXT = 'walnut-Carousel-88';

const getDevices = endpoint({
  method: 'GET',
  path: '/devices',
  summary: 'Devices',
  permission: 'device:read',
  input: z.object({}),
  output: z.object({ by: z.string() }),
});
const addDevice = endpoint({
  method: 'POST',
  path: '/devices',
  summary: 'Add a device',
  permission: 'device:write',
  input: z.object({}),
  output: z.object({ by: z.string() }),
});

let database: TestDatabase;
let server: Listening;
let setupPath = '';
const bugs: string[] = [];
/** Every answer of this file, for the canaries. */
const said: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database;
  const { fetch } = createServer({
    routes: [
      ...authRoutes(db),
      route(getDevices, (_, { name }) => ({ by: name })),
      route(addDevice, (_, { name }) => ({ by: name })),
    ],
    actorOf: findActor(db),
    version: '1',
    onBug: (error) => bugs.push(error.stack ?? error.message),
  });
  server = await listen({ fetch, host: '127.0.0.1', port: 0 });
  setupPath = (await issueSetupLink(db)) ?? '';
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const secretOf = (path: unknown) => String(path).split('#')[1] ?? '';

function client(headers?: Record<string, string>) {
  const it = new Client(server.url, headers);
  return Object.assign(it, {
    say: async (method: string, path: string, body?: object): Promise<Answer> => {
      const answer = await it.ask(method, path, body);
      said.push(answer.text);
      return answer;
    },
  });
}

const ada = () => loggedIn('ada', ADA);
let known: ReturnType<typeof ada> | undefined;
/** The administrator's browser, which stays logged in: making a hash takes a while. */
const admin = async () => (known ??= ada());

async function loggedIn(login: string, password: string) {
  const it = client();
  const { status } = await it.say('POST', '/session', { login, password });
  expect(status).toBe(200);
  return it;
}

/** Someone new, who has chosen a password by the link. */
async function invited(login: string, role: string, password = BEN) {
  const link = await (await admin()).ask('POST', '/accounts', { name: login, login, role });
  const it = client();
  const secret = secretOf(link.body['path']);
  expect((await it.say('POST', '/links/redeem', { secret, password })).status).toBe(200);
  const { account } = link.body;
  return { it, secret, id: String(Object(account)['id']) };
}

describe('before there is an account', () => {
  test('a visitor on this machine sees the demo hospital, and changes nothing', async () => {
    const it = client();
    expect((await it.say('GET', '/session')).body).toMatchObject({ account: null, visitor: true, ready: false });
    expect((await it.say('GET', '/devices')).status).toBe(200);
    expect((await it.say('POST', '/devices', {})).status).toBe(403);
    expect((await it.say('GET', '/accounts')).status).toBe(403);
    expect((await it.say('GET', '/own/tokens')).status).toBe(403);
  });

  test('a visitor that comes through another machine sees nothing', async () => {
    const it = client({ 'x-forwarded-for': '10.1.2.3' });
    expect((await it.say('GET', '/devices')).status).toBe(401);
  });

  test('as soon as there is more than the demo, nobody sees anything', async () => {
    const row = { id: 's-1', kind: 'interface' as const, name: 'eth0', state: 'listening' as const };
    await database.db
      .insertInto('sensor')
      .values({ ...row, trouble: null, restarts: 0, created: 0, seen: null, stopped: null })
      .execute();
    expect((await client().say('GET', '/devices')).status).toBe(401);
    await database.db.deleteFrom('sensor').execute();
  });

  test('a link is worth nothing once a newer one was printed', async () => {
    const earlier = setupPath;
    setupPath = (await issueSetupLink(database.db)) ?? '';
    expect((await client().say('POST', '/links/look', { secret: secretOf(earlier) })).status).toBe(404);
    expect((await client().say('POST', '/links/look', { secret: secretOf(setupPath) })).body).toMatchObject({
      kind: 'setup',
      login: null,
    });
  });

  test('the link makes the first administrator, who is logged in, and works once', async () => {
    const secret = secretOf(setupPath);
    const weak = { secret, name: 'Ada', login: 'ada', password: 'password1234' };
    expect((await client().say('POST', '/links/redeem', weak)).body['detail']).toContain('first passwords');
    const both = [client(), client()];
    const all = await Promise.all(
      both.map(async (it) => it.say('POST', '/links/redeem', { ...weak, login: ' Ada ', password: ADA })),
    );
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    const winner = both[all.findIndex(({ status }) => status === 200)] ?? client();
    expect((await winner.say('GET', '/session')).body).toMatchObject({
      account: { name: 'Ada', login: 'ada', role: 'administrator' },
      visitor: false,
      ready: true,
    });
    expect(await issueSetupLink(database.db)).toBeUndefined();
  });

  test('from then on there are no visitors', async () => {
    expect((await client().say('GET', '/devices')).status).toBe(401);
    expect((await client().say('GET', '/session')).body).toMatchObject({ account: null, visitor: false, ready: true });
  });
});

describe('a session', () => {
  test('is a cookie that scripts and other sites do not get, and logging out ends it', async () => {
    const it = client();
    const { headers } = await it.say('POST', '/session', { login: 'ADA', password: ADA });
    expect(headers.get('set-cookie')).toMatch(
      /^wardline-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
    );
    const { cookie } = it;
    expect((await it.say('GET', '/devices')).body).toEqual({ by: 'Ada' });
    await it.say('DELETE', '/session');
    expect(it.cookie).toBe('');
    it.cookie = cookie;
    expect((await it.say('GET', '/devices')).status).toBe(401);
  });

  test('changes something only with the header that a page of another site cannot send', async () => {
    const it = await ada();
    const other = client({});
    other.cookie = it.cookie;
    expect((await other.say('GET', '/devices')).status).toBe(200);
    expect((await other.say('POST', '/devices', {})).status).toBe(403);
    expect((await it.say('POST', '/devices', {})).status).toBe(200);
  });

  test('ends after a shift without a request, and after a week in any case', async () => {
    const it = await ada();
    const { db } = database;
    const minute = 60_000_000;
    await db
      .updateTable('session')
      .set((eb) => ({ seen: eb('seen', '-', 7 * 60 * minute) }))
      .execute();
    expect((await it.say('GET', '/devices')).status).toBe(200);
    await db
      .updateTable('session')
      .set((eb) => ({ seen: eb('seen', '-', 9 * 60 * minute) }))
      .execute();
    expect((await it.say('GET', '/devices')).status).toBe(401);
    known = undefined;
    const again = await ada();
    await db
      .updateTable('session')
      .set((eb) => ({ expires: eb('expires', '-', 7 * 24 * 60 * minute) }))
      .execute();
    expect((await again.say('GET', '/devices')).status).toBe(401);
  });

  test('is listed with the others, and each can be ended, or all', async () => {
    const [here, there] = [await ada(), await ada()];
    const { body } = await here.say('GET', '/own/sessions');
    const sessions = z.array(z.object({ id: z.string(), current: z.boolean() })).parse(body['sessions']);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const mine = await there.say('GET', '/own/sessions');
    const its = z.array(z.object({ id: z.string(), current: z.boolean() })).parse(mine.body['sessions']);
    const id = its.find(({ current }) => current)?.id ?? '';
    expect((await here.say('DELETE', `/own/sessions/${id}`)).status).toBe(200);
    expect((await there.say('GET', '/devices')).status).toBe(401);
    await here.say('DELETE', '/own/sessions');
    known = undefined;
    expect((await here.say('GET', '/devices')).status).toBe(401);
  });
});

describe('logging in', () => {
  test('fails in the same words whether the login or the password is wrong, or the account disabled', async () => {
    const { id } = await invited('dora', 'viewer');
    await (await admin()).say('PATCH', `/accounts/${id}`, { disabled: true });
    const wrong = await client().say('POST', '/session', { login: 'ada', password: NEXT });
    const unknown = await client().say('POST', '/session', { login: 'nobody', password: NEXT });
    const disabled = await client().say('POST', '/session', { login: 'dora', password: BEN });
    expect(wrong.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    expect(disabled.text).toBe(wrong.text);
  });

  test('takes longer and longer for whoever guesses, also with many guesses at once', async () => {
    const tries = Array.from({ length: 10 }, async () =>
      client().say('POST', '/session', { login: 'guessed', password: NEXT }),
    );
    const answers = await Promise.all(tries);
    // On a busy machine a try takes so long that the wait for another one is over meanwhile.
    const answered = answers.filter(({ status }) => status === 401).length;
    expect(answered).toBeGreaterThanOrEqual(5);
    expect(answered).toBeLessThan(10);
    const late = answers.find(({ status }) => status === 429);
    expect(late?.body['detail']).toMatch(/^Too many tries\. Wait .* second/);
    expect(Number(late?.headers.get('retry-after'))).toBeGreaterThan(0);
    await ada();
  });
});

describe('an administrator', () => {
  test('invites someone, who chooses a password that nobody else knew', async () => {
    const { it, secret } = await invited('ben', 'engineer');
    expect((await it.say('POST', '/devices', {})).body).toEqual({ by: 'ben' });
    expect((await it.say('GET', '/accounts')).status).toBe(403);
    expect((await client().say('POST', '/links/redeem', { secret, password: NEXT })).status).toBe(404);
  });

  test('cannot invite two with the same login', async () => {
    const answer = await (await admin()).say('POST', '/accounts', { name: 'Ada 2', login: 'ada', role: 'viewer' });
    expect(answer.status).toBe(409);
  });

  test('takes rights away at once', async () => {
    const { it, id } = await invited('carl', 'engineer');
    const boss = await admin();
    await boss.say('PATCH', `/accounts/${id}`, { role: 'viewer' });
    expect((await it.say('POST', '/devices', {})).status).toBe(403);
    const token = await it.ask('POST', '/own/tokens', { name: 'script', scope: ['device:read'] });
    const script = client({ authorization: `Bearer ${String(token.body['secret'])}` });
    expect((await script.say('GET', '/devices')).status).toBe(200);
    await boss.say('PATCH', `/accounts/${id}`, { disabled: true });
    expect((await it.say('GET', '/devices')).status).toBe(401);
    expect((await script.say('GET', '/devices')).status).toBe(401);
    await boss.say('PATCH', `/accounts/${id}`, { disabled: false });
    expect((await script.say('GET', '/devices')).status).toBe(401);
  });

  test('is never the last to go, not even when two go at once', async () => {
    const boss = await admin();
    const { body } = await boss.say('GET', '/session');
    const own = String(Object(body['account'])['id']);
    for (const wish of [{ disabled: true }, { role: 'viewer' }]) {
      expect((await boss.say('PATCH', `/accounts/${own}`, wish)).body['detail']).toContain('last administrator');
    }
    const { it, id } = await invited('eve', 'administrator');
    const both = await Promise.all([
      boss.say('PATCH', `/accounts/${id}`, { role: 'viewer' }),
      it.say('PATCH', `/accounts/${own}`, { role: 'viewer' }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    // Whoever is left makes it as it was.
    const left = both[0].status === 200 ? boss : it;
    await left.say('PATCH', `/accounts/${own}`, { role: 'administrator' });
    await (await admin()).say('PATCH', `/accounts/${id}`, { role: 'viewer' });
  });

  test('finds everything that was done to accounts written down', async () => {
    const { body } = await (await admin()).say('GET', '/accounts/events?limit=500');
    const events = z.array(z.object({ kind: z.string(), by: z.string() })).parse(body['events']);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(['set-up', 'invited', 'joined', 'role-changed', 'disabled', 'enabled', 'token-made', 'sessions-ended']),
    );
    expect(events.at(-1)).toMatchObject({ kind: 'set-up', by: 'link' });
  });
});

describe('an API token', () => {
  test('can do what it was made for, without a cookie, and no more than its account', async () => {
    const { it } = await invited('fay', 'viewer');
    expect((await it.say('POST', '/own/tokens', { name: 'x', scope: ['device:write'] })).status).toBe(403);
    expect((await (await admin()).say('POST', '/own/tokens', { name: 'x', scope: ['account:write'] })).status).toBe(
      403,
    );
    const made = await it.ask('POST', '/own/tokens', { name: 'nightly', scope: ['device:read'], days: 30 });
    const secret = String(made.body['secret']);
    secrets.push(secret);
    const script = client({ authorization: `Bearer ${secret}` });
    expect((await script.say('GET', '/devices')).body).toEqual({ by: 'fay' });
    expect((await script.say('GET', '/session')).body['permissions']).toEqual(['device:read']);
    expect((await script.say('GET', '/own/tokens')).status).toBe(403);
    const { body } = await it.say('GET', '/own/tokens');
    const [token] = z.array(z.object({ id: z.string(), used: z.string().nullable() })).parse(body['tokens']);
    expect(token?.used).not.toBeNull();
    await it.say('DELETE', `/own/tokens/${token?.id}`);
    expect((await script.say('GET', '/devices')).status).toBe(401);
  });

  test('that is wrong is refused, and no cookie beside it helps', async () => {
    const it = await ada();
    const script = client({ authorization: 'Bearer wardline_wrong' });
    script.cookie = it.cookie;
    expect((await script.say('GET', '/devices')).status).toBe(401);
  });
});

describe('a password', () => {
  test('is changed by who knows it, and all other sessions end', async () => {
    const { it } = await invited('gus', 'viewer');
    const other = await loggedIn('gus', BEN);
    expect((await it.say('PUT', '/own/password', { current: ADA, next: NEXT })).status).toBe(400);
    expect((await it.say('PUT', '/own/password', { current: BEN, next: 'too short' })).body['detail']).toContain('12');
    expect((await it.say('PUT', '/own/password', { current: BEN, next: NEXT })).status).toBe(200);
    expect((await it.say('GET', '/devices')).status).toBe(200);
    expect((await other.say('GET', '/devices')).status).toBe(401);
    await loggedIn('gus', NEXT);
  });

  test('that nobody remembers is chosen anew by a person at the machine', async () => {
    const boss = await admin();
    const { login, path } = await resetAdministrator(database.db);
    expect(login).toBe('ada');
    const it = client();
    await it.say('POST', '/links/redeem', { secret: secretOf(path), password: NEXT });
    expect((await it.say('GET', '/accounts')).status).toBe(200);
    expect((await boss.say('GET', '/devices')).status).toBe(401);
    await expect(resetAdministrator(database.db, 'nobody')).rejects.toThrow('no account with the login nobody');
  });
});

test('no password, token or link stands in an answer, the log or the database', async () => {
  const { db } = database;
  expect(bugs).toEqual([]);
  const canaries = [ADA, BEN, NEXT, secretOf(setupPath), ...secrets];
  const tables = ['account', 'session', 'invitation', 'api_token', 'account_event', 'idempotency'] as const;
  const rows = await Promise.all(tables.map(async (table) => db.selectFrom(table).selectAll().execute()));
  const all = [...said, JSON.stringify(rows)].join('\n');
  expect(all).toContain('$scrypt$ln=17');
  expect(canaries.filter((word) => all.includes(word))).toEqual([]);
});
