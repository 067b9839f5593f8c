/** The tests that use a database, all of them, on the distribution's own PostgreSQL by TEST_DATABASE_URL: SQL that only the newest knows shows here. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PgBus } from '../../../src/platform/bus/pg-bus.ts';
import { accountFor } from '../../../src/platform/store/embedded/account.ts';
import { makeCluster, makeFolders } from '../../../src/platform/store/embedded/cluster.ts';
import { layoutOf, urlOf } from '../../../src/platform/store/embedded/layout.ts';
import { startPostmaster, stopPostmaster } from '../../../src/platform/store/embedded/postmaster.ts';
import { findPrograms } from '../../../src/platform/store/embedded/programs.ts';
import { openStore } from '../../../src/platform/store/open-store.ts';
import { temporary } from './opened.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Where Debian 12 has it. */
const DEBIAN = '/usr/lib/postgresql/15/bin';

let place: ReturnType<typeof temporary>;
let url: string;
const server = async (): Promise<void> => {
  const layout = layoutOf(place.folder);
  const account = accountFor(layout);
  const settings = { fsync: 'off', max_connections: '200' };
  await startPostmaster(layout, () => findPrograms(layout, account, null), account, settings);
};

beforeAll(async () => {
  vi.stubEnv('PG_BIN_DIR', DEBIAN);
  place = temporary();
  mkdirSync(place.folder, { mode: 0o711 });
  const layout = layoutOf(place.folder);
  const account = accountFor(layout);
  makeFolders(layout, account);
  await makeCluster(layout, findPrograms(layout, account, null), account, ['--no-sync']);
  await server();
  url = urlOf(layout, 'postgres');
});
afterAll(() => place.remove());

test('all tests that use a database', () => {
  const src = join(root, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.test.ts') && /(fresh|empty)Database\(/.test(readFileSync(join(src, name), 'utf8')),
    )
    .map((name) => join('src', name));
  expect(files.length).toBeGreaterThan(5);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  // Its counts are its own: written where ours go, they would take the place of ours.
  const { VITEST: _, PG_BIN_DIR: __, WARDLINE_COUNTS: ___, ...env } = process.env;
  const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...files], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, TEST_DATABASE_URL: url },
  });
  expect(run.stdout + run.stderr).toMatch(new RegExp(`Test Files .*${files.length} passed`));
  expect(run.status, run.stdout + run.stderr).toBe(0);
});

test('a server of one’s own that goes away for a while is waited for, and nothing is lost', async () => {
  const other = temporary();
  const store = await openStore({ dataFolder: other.folder, databaseUrl: url, say: () => undefined });
  const bus = new PgBus(store.db, store.url);
  const seen: string[] = [];
  const consumption = bus.consume('away', 'one', (batch) => {
    seen.push(...batch.map(({ id }) => id));
    return Promise.resolve();
  });
  await bus.publish('away', [{ id: 'before', body: Buffer.of(1) }]);
  await stopPostmaster(layoutOf(place.folder));
  const publishing = bus.publish('away', [{ id: 'meanwhile', body: Buffer.of(2) }]);
  await expect(store.db.selectFrom('setting').selectAll().execute()).rejects.toMatchObject({ code: 'unavailable' });
  await sleep(5000);
  await server();
  await publishing;
  while (!seen.includes('meanwhile')) await sleep(20);
  await consumption.stop();
  await store.close();
  await other.remove();
  expect(seen).toEqual(['before', 'meanwhile']);
});
