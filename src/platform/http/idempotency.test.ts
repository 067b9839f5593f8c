import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { freshDatabase } from '../store/testing.ts';
import { everyoneMay } from './actor.ts';
import { endpoint, route } from './endpoint.ts';
import { createServer } from './server.ts';

const addAsset = endpoint({
  method: 'POST',
  path: '/assets',
  summary: 'Add an asset',
  permission: 'import:write',
  repeatable: true,
  input: z.object({ name: z.string() }),
  output: z.object({ count: z.number(), name: z.string() }),
});
const uploadAssets = endpoint({
  method: 'PUT',
  path: '/assets/{name}',
  summary: 'Read a list of assets',
  permission: 'import:write',
  repeatable: true,
  upload: 'text/csv',
  input: z.object({ name: z.string() }),
  output: z.object({ count: z.number(), bytes: z.number() }),
});

let count = 0;
let gate: Promise<void> = Promise.resolve();
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => database.close());

function serve() {
  return createServer({
    routes: [
      route(addAsset, async ({ name }) => {
        await gate;
        if (name === 'refused') throw new AppError('conflict', 'No');
        count += 1;
        return { count, name };
      }),
      route(uploadAssets, async (_, __, { body }) => {
        let bytes = 0;
        for await (const part of body) bytes += part.length;
        count += 1;
        return { count, bytes };
      }),
    ],
    actorOf: everyoneMay('import:write'),
    version: '1',
    database: database.db,
    onBug: (error) => {
      throw error;
    },
  });
}

async function post(key: string | undefined, name: string, server = serve()) {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const response = await server.request('/api/assets', { method: 'POST', body: JSON.stringify({ name }), headers });
  return { status: response.status, body: await response.json() };
}

test('the same request with the same key is done once and answered twice, also after a new start', async () => {
  const first = await post('key-00001', 'pump');
  expect(await post('key-00001', 'pump')).toEqual(first);
  expect((await post(undefined, 'pump')).body).not.toEqual(first.body);
});

test('another request with the same key is refused', async () => {
  await post('key-00002', 'pump');
  expect(await post('key-00002', 'monitor')).toMatchObject({ status: 409 });
});

test('what failed may be tried again with the same key', async () => {
  const before = count;
  expect(await post('key-00003', 'refused')).toMatchObject({ status: 409, body: { detail: 'No' } });
  expect(await post('key-00003', 'pump')).toMatchObject({ status: 200, body: { count: before + 1 } });
});

test('two at the same moment are done once', async () => {
  const before = count;
  const release = Promise.withResolvers<void>();
  gate = release.promise;
  const server = serve();
  const both = [post('key-00004', 'pump', server), post('key-00004', 'pump', server)];
  // The one that came second does not wait for the gate.
  expect(await Promise.race(both)).toMatchObject({ status: 409 });
  release.resolve();
  expect((await Promise.all(both)).filter(({ status }) => status === 200)).toHaveLength(1);
  expect(count).toBe(before + 1);
});

test('an upload is told from another by what it holds', async () => {
  const server = serve();
  const put = async (body: string) => {
    const headers = { 'idempotency-key': 'key-00005' };
    return (await server.request('/api/assets/a.csv', { method: 'PUT', body, headers })).json();
  };
  const first = await put('name\nCT 1\n');
  expect(await put('name\nCT 1\n')).toEqual(first);
  expect(await put('name\nCT 2\n')).toMatchObject({ status: 409 });
});

test.each(['short', 'with space 1', 'x'.repeat(101)])('a key that is none is refused: %s', async (key) => {
  expect(await post(key, 'pump')).toMatchObject({ status: 400 });
});

test('answers are forgotten after a day', async () => {
  const first = await post('key-00006', 'pump');
  await database.db.updateTable('idempotency').set({ at: 0 }).execute();
  expect((await post('key-00006', 'pump')).body).not.toEqual(first.body);
});
