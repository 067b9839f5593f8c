import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import type { SavedView } from './view.contract.ts';
import { viewRoutes } from './view.routes.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

const onBug = (error: Error): never => {
  throw error;
};

/** A view, a list of them, or a problem. */
type Answer = SavedView & { readonly views: SavedView[]; readonly detail: string };

function serve(account: string) {
  const permissions = new Set(['device:read', 'own:write'] as const);
  const actorOf = async () => ({ account, name: account, role: 'viewer', permissions });
  const server = createServer({ routes: viewRoutes(it.db), actorOf, version: '1', onBug });
  return async (method: string, path: string, input?: object) => {
    const response = await server.request(`/api${path}`, {
      method,
      ...(input && { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } }),
    });
    const body: Answer = JSON.parse(await response.text());
    return { status: response.status, body };
  };
}

test('views are saved, changed and forgotten, each account for itself', async () => {
  const [anna, ben] = [serve('anna'), serve('ben')];
  const made: SavedView = (await anna('POST', '/views', { name: 'Pumps', query: 'type=infusion-pump' })).body;
  await anna('POST', '/views', { name: 'all CTs', query: 'type=ct' });
  const names = async (who: typeof anna) => (await who('GET', '/views')).body.views.map((view: SavedView) => view.name);
  expect(await names(anna)).toEqual(['all CTs', 'Pumps']);
  expect(await names(ben)).toEqual([]);
  expect((await ben('DELETE', `/views/${made.id}`, {})).status).toBe(404);
  expect((await anna('PATCH', `/views/${made.id}`, { name: 'Our pumps' })).body).toEqual({
    ...made,
    name: 'Our pumps',
  });
  await anna('DELETE', `/views/${made.id}`, {});
  expect(await names(anna)).toEqual(['all CTs']);
});

test('no two views of an account have the same name', async () => {
  const cleo = serve('cleo');
  await cleo('POST', '/views', { name: 'ICU', query: 'ward=ICU' });
  const second = await cleo('POST', '/views', { name: 'ICU', query: 'ward=icu' });
  expect(second).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('You have a view called ICU already') },
  });
  const other: SavedView = (await cleo('POST', '/views', { name: 'Lab', query: '' })).body;
  expect((await cleo('PATCH', `/views/${other.id}`, { name: 'ICU' })).status).toBe(409);
  expect((await cleo('PATCH', '/views/none', { name: 'ICU' })).status).toBe(404);
});

test('an account has a hundred views at most', async () => {
  const dora = serve('dora');
  for (let at = 0; at < 100; at += 1) await dora('POST', '/views', { name: `view ${at}`, query: '' });
  expect((await dora('POST', '/views', { name: 'one more', query: '' })).status).toBe(409);
});
