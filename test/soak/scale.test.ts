/**
 * 100,000 devices with 30 days of history: any list filter and sort at the API, the page of a device, and all else that the console
 * asks for, by one client over HTTP. The figures are printed with the machine's load, and beside them what it takes at the same time to
 * read every device once: that tells a slow answer from a machine that others keep busy. The bars are those of the product, in
 * milliseconds, and that is why this is run by hand.
 */
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowMap } from '../../src/dataflow/dataflow.contract.ts';
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
/** What is drawn of the whole network, also when it is asked for the first time. */
const WHOLE_BAR = 500;
/** Between one letter and the next of somebody who types. */
const FIND_BAR = 150;

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

interface Answered {
  readonly ms: number;
  readonly query: string;
}

/** Asks all, and between them, every so often, reads every device once. */
async function askAll(what: string, queries: readonly string[]): Promise<Answered[]> {
  const times: Answered[] = [];
  const whole: number[] = [];
  const every = Math.max(1, Math.floor(queries.length / 20));
  for (const [at, query] of queries.entries()) {
    if (at % every === 0) whole.push(await readEveryDevice());
    times.push({ ms: (await ask(query)).ms, query });
  }
  say(what, times, whole);
  return times;
}

async function readEveryDevice(): Promise<number> {
  const begun = performance.now();
  await sql`select count(*) from device where octet_length(search) > 0`.execute(it.db);
  return performance.now() - begun;
}

test(`the overview and the map are there within ${WHOLE_BAR} ms, also when nobody has asked before`, async () => {
  const views = ['/map', '/map?by=zone', '/map?by=type', '/overview'];
  const first = await askAll('the first overview and the first maps', views);
  const { zones }: FlowMap = JSON.parse((await ask('/map')).text);
  const [ward, subnet] = ['ward:Radiology', zones.find(({ kind }) => kind === 'subnet')?.id ?? ''];
  const several = [
    ...views,
    ...[ward, subnet].map((zone) => `/map?by=type&zone=${zone}`),
    ...[ward, subnet].map((zone) => `/map?by=device&zone=${zone}`),
    '/map?by=device',
    '/map?by=type&protection=exposed,weak',
    '/map?by=zone&protocol=hl7',
    '/map?open=medical/ct',
    '/map?open=medical/infusion-pump&protection=exposed',
    `/map?open=it/workstation&zone=${ward}`,
    `/map?focus=${idOf(77)}`,
    `/map?focus=${idOf(4)}`,
    `/map?focus=${idOf(50_000)}&hops=2`,
  ];
  const later = await askAll('overview and map, all views', Array.from({ length: 5 }, () => several).flat());
  expect(share95(first)).toBeLessThanOrEqual(WHOLE_BAR);
  expect(share95(later)).toBeLessThanOrEqual(WHOLE_BAR);
});

test(`findings, changes and what the palette finds are answered within ${FIND_BAR} ms in 95 of 100 cases`, async () => {
  const typed = ['infusion-pump', 'philips mx750', 'workstation-0421', '10.0.17.4', 'nothing of the kind'];
  const letters = typed.flatMap((text) => Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1).trim()));
  const times = await askAll('findings, changes and the palette', [
    ...letters.map((text) => `/devices?search=${encodeURIComponent(text)}&limit=8`),
    ...['', 'severity=critical', 'rule=cleartext-patient-data', 'search=pump-00', 'search=nothing', 'offset=5000'].map(
      (query) => `/findings?${query}`,
    ),
    ...['limit=8', 'limit=100', 'kind=appeared', 'kind=silent,returned'].map((query) => `/changes?${query}`),
  ]);
  expect(share95(times)).toBeLessThanOrEqual(FIND_BAR);
});

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
  const orders = DeviceSort.options.flatMap((sort) => ['up', 'down'].map((order) => `sort=${sort}&order=${order}`));
  const deep = [500, 20_000, 60_000, 99_000].flatMap((offset) =>
    Array.from({ length: 10 }, (_, step) => `/devices?sort=name&offset=${offset + step * 100}`),
  );
  const times = await askAll('any filter and sort', [
    ...FILTERS.flatMap((filter) => orders.map((order) => `/devices?${filter}&${order}`)),
    ...deep,
  ]);
  expect(share95(times)).toBeLessThanOrEqual(LIST_BAR);
});

test(`the page of a device is answered within ${PAGE_BAR} ms in 95 of 100 cases`, async () => {
  const found: DeviceList[] = [];
  for (const query of ['limit=60', 'limit=60&sort=bytes&order=down', 'limit=60&sort=name&offset=50000']) {
    found.push(JSON.parse((await ask(`/devices?${query}`)).text));
  }
  const ids = new Set(found.flatMap(({ devices }) => devices.map(({ id }) => id)));
  const parts = ['', '/flows', '/changes', '/activity', '/utilisation', '/presence', '/addresses'];
  const times = await askAll(
    'the page of a device, each of its parts',
    [...ids].flatMap((id) => parts.map((part) => `/devices/${id}${part}`)),
  );
  expect(share95(times)).toBeLessThanOrEqual(PAGE_BAR);
});

/** As `tools/make-estate.ts` numbers them. */
const idOf = (number: number): string => `d-${String(number).padStart(16, '0')}`;

const share95 = (times: readonly Answered[]): number =>
  quantile(
    times.map(({ ms }) => ms),
    0.95,
  );

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const figures = (ms: readonly number[]): string =>
  [0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(0)).join(' / ');

function say(what: string, times: readonly Answered[], whole: readonly number[]): void {
  const ms = times.map((one) => one.ms);
  const slowest = times.toSorted((a, b) => b.ms - a.ms).slice(0, Math.max(5, Math.ceil(times.length / 20)));
  process.stdout.write(
    [
      `${what}: ${times.length} requests, p50 / p95 / most ${figures(ms)} ms;`,
      `reading every device meanwhile ${figures(whole)} ms; load ${loadavg()[0]?.toFixed(1)}\n`,
      ...slowest.map(({ query, ms: took }) => `  ${took.toFixed(0)} ms ${query}\n`),
    ].join(' '),
  );
}
