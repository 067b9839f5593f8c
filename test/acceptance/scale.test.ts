/**
 * 100,000 devices with 30 days of history: any list filter and sort at the API, and the page of a device, each asked by one
 * client over HTTP. The bars are those of the product; the figures are printed.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataflowRoutes } from '../../src/dataflow/dataflow.routes.ts';
import { historyRoutes } from '../../src/inventory/history.routes.ts';
import type { DeviceList } from '../../src/inventory/inventory.contract.ts';
import { DeviceSort } from '../../src/inventory/inventory.contract.ts';
import { inventoryRoutes } from '../../src/inventory/inventory.routes.ts';
import { DeviceLists } from '../../src/inventory/store/device-lists.ts';
import { everyoneMay } from '../../src/platform/http/actor.ts';
import { type Listening, listen } from '../../src/platform/http/listen.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { makeEstate } from '../../tools/make-estate.ts';

const DEVICES = 100_000;
const DAYS = 30;
/** Milliseconds. */
const LIST_BAR = 150;
const PAGE_BAR = 200;

let it: TestDatabase;
let server: Listening;

beforeAll(async () => {
  it = await freshDatabase();
  await makeEstate({ db: it.db, devices: DEVICES, days: DAYS, talk: 3, now: Date.now() * 1000 });
  const { fetch: handle } = createServer({
    routes: [...inventoryRoutes(it.db, new DeviceLists(it.db)), ...historyRoutes(it.db), ...dataflowRoutes(it.db)],
    actorOf: everyoneMay('device:read', 'flow:read', 'finding:read', 'evidence:read'),
    version: '1',
    onBug: (error) => {
      throw error;
    },
  });
  server = await listen({ fetch: handle, host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await it.close();
});

async function ask(path: string): Promise<{ ms: number; text: string }> {
  const begun = performance.now();
  const response = await fetch(new URL(`/api${path}`, server.url));
  const text = await response.text();
  const ms = performance.now() - begun;
  expect(response.status, text.slice(0, 500)).toBe(200);
  return { ms, text };
}

const FILTERS = [
  '',
  'search=pump',
  'search=philips+0042',
  'search=nothing-of-the-kind',
  'class=medical',
  'type=ct,ultrasound',
  'manufacturer=Cisco',
  'severity=critical',
  'rule=cleartext-patient-data&class=medical',
  'ward=Radiology',
  'ward=none',
  'approved=no',
  'presence=here',
  'seen=1',
  'hasSoftware=no',
  'scope=local',
];

test(`any filter and sort of ${DEVICES} devices is answered within ${LIST_BAR} ms in 95 of 100 cases`, async () => {
  await ask('/devices');
  const times: { ms: number; query: string }[] = [];
  for (const filter of FILTERS) {
    for (const sort of DeviceSort.options) {
      for (const order of ['up', 'down']) {
        const query = `${filter}&sort=${sort}&order=${order}`;
        times.push({ ms: (await ask(`/devices?${query}`)).ms, query });
      }
    }
  }
  for (const offset of [500, 20_000, 60_000, 99_000]) {
    for (let step = 0; step < 10; step += 1) {
      const query = `sort=name&offset=${offset + step * 100}`;
      times.push({ ms: (await ask(`/devices?${query}`)).ms, query });
    }
  }
  say('any filter and sort', times);
  expect(
    quantile(
      times.map(({ ms }) => ms),
      0.95,
    ),
  ).toBeLessThanOrEqual(LIST_BAR);
});

test(`the page of a device is answered within ${PAGE_BAR} ms in 95 of 100 cases`, async () => {
  const found: DeviceList[] = [];
  for (const query of ['limit=60', 'limit=60&sort=bytes&order=down', 'limit=60&sort=name&offset=50000']) {
    found.push(JSON.parse((await ask(`/devices?${query}`)).text));
  }
  const ids = new Set(found.flatMap(({ devices }) => devices.map(({ id }) => id)));
  const times: { ms: number; query: string }[] = [];
  for (const id of ids) {
    for (const part of ['', '/flows', '/changes', '/activity', '/utilisation', '/presence', '/addresses']) {
      times.push({ ms: (await ask(`/devices/${id}${part}`)).ms, query: `${part} of ${id}` });
    }
  }
  say('the page of a device, each of its parts', times);
  expect(
    quantile(
      times.map(({ ms }) => ms),
      0.95,
    ),
  ).toBeLessThanOrEqual(PAGE_BAR);
});

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function say(what: string, times: readonly { ms: number; query: string }[]): void {
  const ms = times.map((one) => one.ms);
  const [half, most, all] = [0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(1));
  const slowest = times.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
  const named = slowest.map(({ query, ms: took }) => `${query} ${took.toFixed(0)} ms`).join('; ');
  process.stdout.write(
    `${what}: ${times.length} requests, p50 ${half} ms, p95 ${most} ms, most ${all} ms (${named})\n`,
  );
}
