/** The tests that use a database, all of them, on the distribution's own PostgreSQL by TEST_DATABASE_URL: SQL that only the newest knows shows here. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnServer } from './own-server.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const server = new OwnServer();
beforeAll(() => server.make());
afterAll(() => server.remove());

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
  const { VITEST: _, WARDLINE_COUNTS: __, ...env } = process.env;
  const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...files], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, TEST_DATABASE_URL: server.url },
  });
  expect(run.stdout + run.stderr).toMatch(new RegExp(`Test Files .*${files.length} passed`));
  expect(run.status, run.stdout + run.stderr).toBe(0);
});
