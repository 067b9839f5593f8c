import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as changes from '../ingest/decide.ts';
import { Ingest } from '../ingest/ingest.ts';
import { windowsOf } from '../ingest/windows.samples.ts';
import type { Endpoint } from '../platform/http/endpoint.ts';
import { createServer } from '../platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import * as contract from './decision.contract.ts';
import { decisionRoutes } from './decision.routes.ts';
import type { Evidence } from './evidence.ts';
import { evidence, fact, sent } from './evidence.samples.ts';
import * as history from './history.contract.ts';
import { historyRoutes } from './history.routes.ts';
import * as inventory from './inventory.contract.ts';
import { inventoryRoutes } from './inventory.routes.ts';
import { DeviceLists } from './store/device-lists.ts';

const PUMP = '00:03:b1:00:00:01';
const MODULE = '00:03:b1:00:00:02';
const onBug = (error: Error): never => {
  throw error;
};
let it: TestDatabase;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  it = await freshDatabase();
  const bindings = [
    sent(PUMP, '10.0.0.1'),
    sent(MODULE, '10.0.0.2', 64, 2),
    sent('00:03:b1:00:00:03', '10.0.0.3', 64, 3),
  ];
  await takeIn(evidence({ bindings, observations: [fact({ mac: PUMP }, 'hostname', 'pump-7')] }));
  await it.db
    .insertInto('account')
    .values({ id: 'a1', name: 'Anna', login: 'anna', role: 'admin', password: null, created: 0, disabled: null })
    .execute();
  const lists = new DeviceLists(it.db);
  const routes = [...inventoryRoutes(it.db, lists), ...historyRoutes(it.db), ...decisionRoutes(it.db, changes, lists)];
  const permissions = new Set(['device:read', 'device:write'] as const);
  const actorOf = async () => ({ account: 'a1', name: 'Anna', role: 'admin', permissions });
  server = createServer({ routes, actorOf, version: '1', onBug });
});
afterAll(() => it.close());

async function takeIn(seen: Evidence): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into source (kind, name, state, started) values ('live', 'eth0', 'reading', 0) returning id`.execute(it.db);
  const ingest = new Ingest();
  for (const window of windowsOf(rows[0]?.id ?? 0, seen, 1, () => 0)) {
    await it.db.transaction().execute(async (tx) => await ingest.takeIn(tx, [window], Date.now() * 1000));
  }
  while (ingest.behind) await it.db.transaction().execute(async (tx) => await ingest.catchUp(tx));
}

type Any<O extends z.ZodType> = Endpoint<`/${string}`, z.ZodObject, O>;

async function ask<O extends z.ZodType>(of: Any<O>, path: string, input?: object): Promise<z.output<O>> {
  const response = await send(of, path, input);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return of.output.parse(JSON.parse(text));
}

async function send({ method }: Endpoint, path: string, input: object = {}): Promise<Response> {
  const body = method === 'GET' ? {} : { body: JSON.stringify(input), headers: { 'content-type': 'application/json' } };
  return await server.request(`/api${path}`, { method, ...body });
}

const list = async (query = '') => await ask(inventory.listDevices, `/devices${query}`);
const get = async (id: string) => await ask(inventory.getDevice, `/devices/${id}`);
const undo = async (id: string) => await ask(contract.undoDecision, `/decisions/${id}/undo`);

async function idOf(mac: string): Promise<string> {
  const row = await it.db.selectFrom('endpoint').select('device').where('mac', '=', mac).executeTakeFirstOrThrow();
  return row.device ?? '';
}

describe('a merge', () => {
  test('makes one device of two, keeps both addresses in the console working, and is undone', async () => {
    const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
    const { decision, device } = await ask(contract.mergeDevices, '/devices/merge', { devices: [pump, module] });
    expect(decision).toMatchObject({ kind: 'merge', by: 'Anna', undone: null });
    expect((await list()).total).toBe(2);
    for (const id of [pump, module]) expect((await get(id)).device.id).toBe(device.id);
    expect((await get(pump)).decisions.map(({ id }) => id)).toEqual([decision.id]);
    expect((await undo(decision.id)).decision).toMatchObject({ undoneBy: 'Anna' });
    expect((await list()).total).toBe(3);
    expect((await send(contract.undoDecision, `/decisions/${decision.id}/undo`)).status).toBe(409);
  });

  test('of a device with itself is refused', async () => {
    const pump = await idOf(PUMP);
    expect((await send(contract.mergeDevices, '/devices/merge', { devices: [pump, pump] })).status).toBe(409);
  });
});

test('a split takes an address away as the list of addresses calls it', async () => {
  const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
  const merged = await ask(contract.mergeDevices, '/devices/merge', { devices: [pump, module] });
  const { addresses } = await ask(history.listAddresses, `/devices/${merged.device.id}/addresses`);
  const anchor = addresses.find(({ mac }) => mac === MODULE)?.anchor ?? '';
  const split = await ask(contract.splitDevice, `/devices/${merged.device.id}/split`, { anchors: [anchor] });
  expect(split.decision.says).toBe(`${MODULE} is a device of its own`);
  expect((await list()).total).toBe(3);
  const { decisions } = await ask(contract.listDecisions, '/decisions?kind=split,merge&limit=1');
  expect(decisions.map(({ id }) => id)).toEqual([split.decision.id]);
});

describe("a person's word", () => {
  test('wins, is marked, is found by the search, and is taken back', async () => {
    const pump = await idOf(PUMP);
    const path = `/devices/${pump}/words/name`;
    const { word } = await ask(contract.setWord, path, { value: 'Pump by the window', reason: 'it says so on it' });
    expect(word).toMatchObject({ by: 'Anna', reason: 'it says so on it' });
    expect(await get(pump)).toMatchObject({
      name: 'Pump by the window',
      words: [{ field: 'name', concluded: 'pump-7' }],
    });
    expect((await list('?search=window')).devices.map(({ id }) => id)).toEqual([pump]);
    expect((await ask(contract.deleteWord, path)).value).toBe('pump-7');
    const { changes: said } = await ask(history.listDeviceChanges, `/devices/${pump}/changes?kind=said`);
    expect(said.map(({ says }) => says)).toEqual([
      'Name: what a person said (Pump by the window) was taken back',
      'Name: a person said Pump by the window',
    ]);
  });

  test('on the type must be a type that there is', async () => {
    const path = `/devices/${await idOf(PUMP)}/words/type`;
    expect((await send(contract.setWord, path, { value: 'spaceship' })).status).toBe(400);
    await ask(contract.setWord, path, { value: 'ventilator' });
    expect((await list('?type=ventilator')).total).toBe(1);
    await ask(contract.deleteWord, path);
  });
});

describe('an approval', () => {
  test('is shown against what the device has become, and is undone for all of them', async () => {
    const ids = [await idOf(PUMP), await idOf(MODULE)];
    const { decision } = await ask(contract.approveDevices, '/devices/approve', {
      devices: ids,
      note: 'round of March',
    });
    expect(decision).toMatchObject({ kind: 'approve', devices: 2, says: '2 devices approved' });
    expect((await list('?approved=yes')).total).toBe(2);
    await ask(contract.setWord, `/devices/${ids[0]}/words/model`, { value: 'Other pump' });
    expect((await get(ids[0] ?? '')).approval).toMatchObject({
      by: 'Anna',
      differences: [{ field: 'model', approved: null, now: 'Other pump' }],
    });
    await undo(decision.id);
    expect((await list('?approved=yes')).total).toBe(0);
  });

  test('that was given again since then stays when the first is undone', async () => {
    const devices = [await idOf(PUMP)];
    const first = await ask(contract.approveDevices, '/devices/approve', { devices });
    await ask(contract.approveDevices, '/devices/approve', { devices, approved: false });
    await ask(contract.approveDevices, '/devices/approve', { devices });
    await undo(first.decision.id);
    expect((await list('?approved=yes')).total).toBe(1);
  });
});

test('a ward is given to many at once, filtered by, and undone where nobody said another since then', async () => {
  const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
  const { decision } = await ask(contract.assignDevices, '/devices', { devices: [pump, module], ward: 'Ward 7' });
  expect((await list('?ward=Ward 7')).total).toBe(2);
  expect((await list()).facets.ward).toContainEqual({ value: 'Ward 7', count: 2 });
  await ask(contract.assignDevices, '/devices', { devices: [module], ward: 'Theatre' });
  await undo(decision.id);
  expect((await get(pump)).row.ward).toBeNull();
  expect((await get(module)).row.ward).toBe('Theatre');
});
