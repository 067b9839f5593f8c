/** No patient's word in what is stored, logged or answered: a capture full of them is read, and every place is searched. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaks } from '../../lab/score.ts';
import type { TruthDocument } from '../../lab/truth.ts';
import { Gathering } from '../../src/analysis/gathering.ts';
import { coverageRoutes } from '../../src/dataflow/coverage.routes.ts';
import { dataflowRoutes } from '../../src/dataflow/dataflow.routes.ts';
import { Ingest } from '../../src/ingest/ingest.ts';
import { windowsOf } from '../../src/ingest/windows.samples.ts';
import { historyRoutes } from '../../src/inventory/history.routes.ts';
import { inventoryRoutes } from '../../src/inventory/inventory.routes.ts';
import { DeviceLists } from '../../src/inventory/store/device-lists.ts';
import { everyoneMay } from '../../src/platform/http/actor.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { readCapture } from '../../src/sensor/capture/capture.ts';
import { openFile } from '../../src/sensor/capture/source.ts';
import { Sensor } from '../../src/sensor/sensor.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'lab', 'demo');
const { canaries }: TruthDocument = JSON.parse(readFileSync(join(DEMO, 'hospital.truth.json'), 'utf8'));
let it: TestDatabase;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  it = await freshDatabase();
  const gathering = new Gathering();
  const sensor = new Sensor(gathering);
  sensor.begin(0);
  await readCapture(await openFile(join(DEMO, 'hospital.pcap.gz')), sensor, {});
  sensor.end();
  await takeIn(gathering);
  const routes = [
    ...inventoryRoutes(it.db, new DeviceLists(it.db)),
    ...historyRoutes(it.db),
    ...dataflowRoutes(it.db),
    ...coverageRoutes(it.db),
  ];
  const actorOf = everyoneMay('device:read', 'flow:read', 'finding:read', 'evidence:read', 'sensor:read');
  server = createServer({
    routes,
    actorOf,
    version: '1',
    onBug: (error) => {
      throw error;
    },
  });
});
afterAll(() => it.close());

test('no answer of the API holds one', async () => {
  const { devices } = await ask('/devices?limit=500');
  expect(devices.length).toBeGreaterThan(20);
  for (const path of ['/changes?limit=500', '/overview', '/map?by=device', '/findings', '/coverage']) await ask(path);
  for (const { id } of devices) {
    for (const part of ['', '/flows', '/changes', '/activity', '/utilisation', '/presence', '/addresses']) {
      await ask(`/devices/${id}${part}`);
    }
  }
  const { rows } = await sql<{ source: number; frame: number }>`
    select first_source as source, first_frame as frame from edge union select first_source, first_frame from fact
    order by frame limit 400`.execute(it.db);
  for (const { source, frame } of rows) await ask(`/captures/${source}/frames/${frame}`);
});

test('no row and no file of the database holds one', async () => {
  const { rows: tables } = await sql<{
    name: string;
  }>`select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`.execute(
    it.db,
  );
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} as t`.execute(it.db);
    expect(leaks({ [name]: rows.map(({ text }) => text).join('\n') }, canaries)).toEqual([]);
  }
  await sql`checkpoint`.execute(it.db);
  const folder = process.env['WARDLINE_TEST_DATABASES'] ?? '';
  const files = folder === '' ? [] : readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    const bytes = bytesOf(path);
    for (const canary of canaries) expect(bytes.includes(canary) ? `${path} holds ${canary}` : '').toBe('');
  }
});

async function takeIn(gathering: Gathering): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into source (kind, name, state, started, frames) values ('capture', 'hospital.pcap.gz', 'done', 0, 1000000)
    returning id`.execute(it.db);
  const ingest = new Ingest();
  for (const window of windowsOf(rows[0]?.id ?? 0, gathering, 1, () => 0)) {
    await it.db.transaction().execute(async (tx) => await ingest.takeIn(tx, [window], Date.now() * 1000));
  }
  while (ingest.behind) await it.db.transaction().execute(async (tx) => await ingest.catchUp(tx));
}

/** The server goes on working: a file may be gone before it is read, and then holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** What `path` answers, once it has been searched. */
async function ask(path: string) {
  const response = await server.request(`/api${path}`);
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 300)}`).toBe(200);
  expect(leaks({ [path]: text }, canaries)).toEqual([]);
  return JSON.parse(text);
}
