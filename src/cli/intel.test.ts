import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { kevOf } from '../intel/kev.samples.ts';

const MAIN = join(import.meta.dirname, '..', 'main.ts');

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'wardline-intel-cli-'));
  mkdirSync(join(base, 'mirror', 'kev'), { recursive: true });
  return () => rmSync(base, { recursive: true });
});

function intel(data: string, ...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'intel', ...args, '--data', join(base, data)], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('feeds are taken from a folder, shown with their age, carried in a file, and taken over', () => {
  writeFileSync(
    join(base, 'mirror', 'kev', 'known_exploited_vulnerabilities.json'),
    kevOf(['CVE-2021-44228', 'CVE-2017-0144'], new Date().toISOString()),
  );
  const kev = ['--only', 'kev'] as const;
  expect(intel('a', 'status', ...kev)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Nothing has been taken yet.'),
  });
  expect(intel('a', 'sync', '--mirror', join(base, 'mirror'), ...kev)).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 new; 2 in all'),
  });
  expect(intel('a', 'status', ...kev)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/kev +fresh +2 +less than an hour/),
  });
  const file = join(base, 'intel.tar');
  expect(intel('a', 'export', file)).toMatchObject({ code: 0, out: expect.stringContaining('holds kev') });
  expect(intel('b', 'import', file)).toMatchObject({ code: 0, out: expect.stringContaining('2 new') });
  expect(intel('b', 'status', ...kev).code).toBe(0);
});

test('what is wrong is said in a sentence, with its own exit code', () => {
  expect(intel('a', 'sync', '--only', 'nonsense')).toMatchObject({
    code: 2,
    err: expect.stringContaining('No feed is called nonsense'),
  });
  expect(intel('a', 'sync', '--mirror', join(base, 'gone'))).toMatchObject({
    err: expect.stringContaining('is no folder'),
  });
  expect(intel('a', 'import', join(base, 'gone'))).toMatchObject({ err: expect.stringContaining('Cannot read') });
  writeFileSync(join(base, 'mirror', 'kev', 'known_exploited_vulnerabilities.json'), '{');
  expect(intel('a', 'sync', '--mirror', join(base, 'mirror'), '--only', 'kev')).toMatchObject({
    code: 1,
    out: expect.stringContaining('is not whole: it is not JSON'),
  });
});
