import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { KEV_FILE } from '../../intel/feeds/kev.ts';
import type { Change } from '../../intel/keep/changes.ts';
import { openCopy } from '../../intel/keep/copy.ts';
import { kevOf } from '../../intel/kev.samples.ts';
import { SETTINGS_FILE } from '../../intel/settings.ts';
import { keepIntel } from './keep-intel.ts';

/** Far longer than the loop needs, on a machine that does much else. */
const PATIENCE = { timeout: 120_000, interval: 100 };

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wardline-keep-'));
  folder = join(base, 'intel');
  mkdirSync(join(base, 'mirror', 'kev'), { recursive: true });
  mkdirSync(folder);
  return () => rmSync(base, { recursive: true });
});

const offer = (cves: readonly string[]): void => writeFileSync(join(base, 'mirror', 'kev', KEV_FILE), kevOf(cves));

function keep() {
  const heard: [string, Change | undefined][] = [];
  const said: string[] = [];
  const keeper = keepIntel({
    folder,
    say: (line) => said.push(line),
    onSynced: (feed, change) => heard.push([feed, change]),
  });
  onTestFinished(() => keeper.stop());
  return { keeper, heard, said };
}

test('what is put into the mirror is taken and told, and then what changes in it', async () => {
  offer(['CVE-2021-44228', 'CVE-2017-0144']);
  writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify({ mirror: join(base, 'mirror') }));
  const { heard } = keep();
  await vi.waitFor(
    () => expect(heard.find(([feed]) => feed === 'kev')?.[1]).toMatchObject({ counts: { added: 2 } }),
    PATIENCE,
  );
  heard.length = 0;
  offer(['CVE-2021-44228', 'CVE-2017-0144', 'CVE-2026-1000']);
  await vi.waitFor(() => {
    const change = heard.find(([feed]) => feed === 'kev')?.[1];
    expect(change).toMatchObject({ added: ['CVE-2026-1000'], changed: [], removed: [] });
  }, PATIENCE);
});

test('without being told, nothing is asked; when a person asks, it is done once', async () => {
  const { keeper, heard } = keep();
  expect(keeper.asking).toBe(false);
  writeFileSync(
    join(folder, SETTINGS_FILE),
    JSON.stringify({ mirror: join(base, 'mirror'), off: ['csaf', 'epss', 'cve'] }),
  );
  offer(['CVE-2021-44228']);
  keeper.sync(['kev']);
  expect(keeper.asking).toBe(true);
  await vi.waitFor(() => expect(keeper.asking).toBe(false), PATIENCE);
  expect(heard.some(([feed, change]) => feed === 'kev' && change?.counts.added === 1)).toBe(true);
  expect(openCopy(join(folder, 'kev'))?.count).toBe(1);
});

test('a file of sources that is wrong is told of in words, once', async () => {
  writeFileSync(join(folder, SETTINGS_FILE), '{"online": 5}');
  const { said } = keep();
  await vi.waitFor(() => expect(said).toHaveLength(1), PATIENCE);
  expect(said[0]).toContain('sources.json is wrong at "online"');
});
