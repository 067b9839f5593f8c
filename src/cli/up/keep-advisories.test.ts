import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { EventHub } from '../../platform/http/events.ts';
import { freshDatabase, type TestDatabase } from '../../platform/store/testing.ts';
import { advisoryBytes } from '../../vulnerability/advisory.samples.ts';
import { keepAdvisories } from './keep-advisories.ts';

let store: TestDatabase;
let dataFolder: string;
beforeAll(async () => {
  store = await freshDatabase();
  dataFolder = mkdtempSync(join(tmpdir(), 'wardline-data-'));
  await sql`
    insert into device (id, name, class, type, type_label, manufacturer, model, software, confidence, scope, addresses, attention,
      first, last, search, sort_name, changed)
    values ('a', 'pump', 'medical', 'infusion-pump', 'Infusion pump', 'Acme', 'Pump 9', '1.0', 1, 'local', 1, 0, 0, 0, '', '', 0)`.execute(
    store.db,
  );
});
afterAll(async () => {
  await store.close();
  rmSync(dataFolder, { recursive: true });
});

const PATIENCE = { timeout: 120_000, interval: 50 };

test('an advisory that is put into the folder is matched, and a file that is none is told once', async () => {
  const said: string[] = [];
  const bugs: Error[] = [];
  const kept = keepAdvisories({
    db: store.db,
    dataFolder,
    events: new EventHub(),
    say: (line) => said.push(line),
    onBug: (error) => bugs.push(error),
    every: 20,
  });
  try {
    const products = [{ id: 'A', name: 'Pump 9', version: '< 2' }];
    // Whole from the first moment on, as somebody who moves files there does it.
    writeFileSync(join(dataFolder, 'x'), advisoryBytes({ id: 'X-1', products, affected: { 'CVE-1': ['A'] } }));
    writeFileSync(join(dataFolder, 'other'), '{"feed":{}}');
    for (const name of ['x', 'other'])
      renameSync(join(dataFolder, name), join(dataFolder, 'advisories', `${name}.json`));
    await vi.waitFor(async () => {
      const { rows } = await sql<{ verdict: string }>`select verdict from advisory_match`.execute(store.db);
      expect(rows).toEqual([{ verdict: 'affected' }]);
      expect(said).toHaveLength(1);
    }, PATIENCE);
    expect(said[0]).toMatch(/other\.json is refused: it has no "document"/);
  } finally {
    await kept.stop();
  }
  expect(bugs).toEqual([]);
});
