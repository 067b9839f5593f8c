import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hono } from 'hono';
import { everyoneMay } from '../platform/http/actor.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { type Poller, startPolling } from './poll.ts';
import { openSeal, type Seal } from './seal.ts';
import { switchRoutes } from './switch.routes.ts';
import { writeAnswer } from './switch.store.ts';

let folder: string;
let database: TestDatabase;
let seal: Seal;
let poller: Poller;
let server: Hono;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-switches-'));
  database = await freshDatabase();
  seal = await openSeal(join(folder, 'seal.key'));
  poller = startPolling({ db: database.db, seal, onBug: fail, every: 3_600_000 });
  const routes = switchRoutes(database.db, { seal, poller });
  const actorOf = everyoneMay('switch:read', 'switch:write', 'device:read');
  server = createServer({ routes, actorOf, version: '0', onBug: fail });
  await database.db
    .insertInto('endpoint')
    .values([endpoint('00:03:b1:00:00:01', '10.20.1.7', 'pump'), endpoint('00:1b:21:00:00:01', '10.20.0.2', 'core')])
    .execute();
});
afterAll(async () => {
  await poller.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

// The kernel refuses at once to send to everybody.
const ADDRESS = { address: '255.255.255.255', port: 161, credentials: { version: '2c', community: 'CANARY' } };

test('a medical device is never asked for anything', async () => {
  await insertDevice('pump', 'medical');
  const refused = await send('POST', '/switches', { ...ADDRESS, address: '10.20.1.7', port: 161 });
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({
    detail: expect.stringMatching(/10\.20\.1\.7 is pump, .* listens to everything else/),
  });
  expect((await send('GET', '/switches')).body).toEqual({ switches: [] });
});

test('a switch is named, changed, told in trouble and removed, and its community is never shown', async () => {
  const added = await send('POST', '/switches', ADDRESS);
  expect(added.body).toMatchObject({
    address: '255.255.255.255',
    state: 'trouble',
    trouble: '255.255.255.255 cannot be reached from this machine.',
  });
  expect((await send('POST', '/switches', ADDRESS)).status).toBe(409);
  expect((await send('POST', '/switches', { ...ADDRESS, address: 'switch.example' })).status).toBe(400);
  const { id } = idOf(added.body);
  expect((await send('PATCH', `/switches/${id}`, { interval: 3600 })).body).toMatchObject({ interval: 3600 });
  expect(JSON.stringify((await send('GET', '/switches')).body)).not.toContain('CANARY');
  expect((await send('DELETE', `/switches/${id}`)).status).toBe(200);
  expect((await send('POST', `/switches/${id}/poll`)).status).toBe(404);
  const kept = await database.db.selectFrom('switch').select('credentials').where('id', '=', id).executeTakeFirst();
  expect(kept?.credentials).toBeNull();
});

test('a device page tells where it is and was plugged in, a switch page who is at its ports', async () => {
  const { id } = idOf((await send('POST', '/switches', ADDRESS)).body);
  const write = async (at: number, port: string) =>
    database.db.transaction().execute((transaction) => writeAnswer(transaction, id, at, answer(port)));
  const day = 86_400_000_000;
  await write(day, 'Gi1/0/1');
  await write(2 * day, 'Gi1/0/1');
  await write(3 * day, 'Gi1/0/2');
  await write(30 * day, 'Gi1/0/2');
  const attachments = listOf('attachments', (await send('GET', '/devices/pump/attachments')).body);
  expect(attachments).toMatchObject([
    { port: 'Gi1/0/2', switchName: 'sw-ward-3', first: '1970-01-31T00:00:00.000000Z', current: true },
    { port: 'Gi1/0/2', first: '1970-01-04T00:00:00.000000Z', last: '1970-01-04T00:00:00.000000Z', current: false },
    { port: 'Gi1/0/1', portName: 'Bed 1', first: '1970-01-02T00:00:00.000000Z', last: '1970-01-03T00:00:00.000000Z' },
  ]);
  const ports = listOf('ports', (await send('GET', `/switches/${id}/ports`)).body);
  expect(ports).toEqual([
    { port: 'Gi1/0/1', portName: 'Bed 1', uplink: null, devices: [], more: 0 },
    {
      port: 'Gi1/0/2',
      portName: null,
      uplink: null,
      devices: [
        {
          mac: '00:03:b1:00:00:01',
          vlan: 30,
          device: { id: 'pump', name: 'pump', class: 'medical', type: 'x', external: false },
        },
      ],
      more: 0,
    },
    { port: 'Gi1/0/24', portName: null, uplink: 'sw-core is behind it', devices: [], more: 0 },
  ]);
});

async function send(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await server.request(`http://127.0.0.1/api${path}`, init);
  return { status: response.status, body: await response.json() };
}

function idOf(body: unknown): { id: string } {
  if (typeof body !== 'object' || body === null || !('id' in body)) throw new Error(JSON.stringify(body));
  return { id: String(body.id) };
}

function listOf(name: string, body: unknown): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function endpoint(mac: string, address: string, device: string) {
  return {
    mac,
    address,
    device,
    first: 0,
    last: 0,
    first_source: 1,
    first_frame: 1,
    packets: 1,
    ttl: 64,
    touched: 0,
    hour: 0,
    edges: 0,
  };
}

async function insertDevice(id: string, kind: string): Promise<void> {
  await database.db
    .insertInto('device')
    .values({
      id,
      name: id,
      class: kind,
      type: 'x',
      type_label: 'X',
      confidence: 1,
      scope: 'local',
      addresses: 1,
      attention: 1,
      findings: 0,
      peers: 0,
      bytes: 0,
      first: 0,
      last: 0,
      search: id,
      severities: [],
      rules: [],
      sort_name: id,
      changed: 0,
    })
    .execute();
}

function fail(error: Error): void {
  throw error;
}

const answer = (port: string) => ({
  name: 'sw-ward-3',
  description: null,
  macs: 2,
  ports: [
    { port: 'Gi1/0/1', name: 'Bed 1', uplink: null },
    { port: 'Gi1/0/2', name: null, uplink: null },
    { port: 'Gi1/0/24', name: null, uplink: 'sw-core is behind it' },
  ],
  attachments: [{ mac: '00:03:b1:00:00:01', port, vlan: 30 }],
  addresses: [{ mac: '00:03:b1:00:00:01', address: '10.20.1.7' }],
});
