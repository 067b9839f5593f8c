/** Damaged and hostile captures are answered soon: in processor time, which a loaded machine does not lengthen by waiting. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { openFile } from '../../src/sensor/capture/source.ts';
import { root, wardline } from './command.ts';

const CORPUS = join(root, '..', 'shared', 'corpus');
const MANIFEST = join(CORPUS, 'manifest.tsv');
/** Seconds of processor time for one capture. */
const MAX_SECONDS = 2;
/** So many are asked again as a user would, start of the program included. */
const SLOWEST = 5;

const present = existsSync(MANIFEST);
if (!present) console.log(`${CORPUS} is not here: nothing is timed`);

function capturesOf(category: string): string[] {
  const [first = '', ...rows] = readFileSync(MANIFEST, 'utf8').trim().split('\n');
  const names = first.split('\t');
  const column = (row: string, name: string): string => row.split('\t')[names.indexOf(name)] ?? '';
  return rows.filter((row) => column(row, 'category') === category).map((row) => join(CORPUS, column(row, 'file')));
}

describe.skipIf(!present)('malformed captures', () => {
  const timed: { readonly file: string; readonly seconds: number }[] = [];
  beforeAll(async () => {
    for (const file of capturesOf('f-malformed')) {
      const before = process.cpuUsage();
      await analyze([() => openFile(file)]);
      const { user, system } = process.cpuUsage(before);
      timed.push({ file, seconds: (user + system) / 1e6 });
    }
    timed.sort((a, b) => b.seconds - a.seconds);
  });

  test(`are answered within ${MAX_SECONDS} s of processor time each`, () => {
    expect(timed.length).toBeGreaterThan(100);
    const middle = timed[timed.length >> 1]?.seconds ?? 0;
    const slowest = timed.slice(0, SLOWEST).map(({ file, seconds }) => `${seconds.toFixed(3)} s ${basename(file)}`);
    console.log(`${timed.length} captures, in the median ${middle.toFixed(4)} s; slowest: ${slowest.join(', ')}`);
    expect(timed.filter(({ seconds }) => seconds > MAX_SECONDS)).toEqual([]);
  });

  test('so are the slowest of them with the start of the program', () => {
    for (const { file } of timed.slice(0, SLOWEST)) {
      const starter = ['/usr/bin/time', '-f', 'cpu %U %S'];
      const { code, stderr } = wardline(['analyze', '--json', file], { starter });
      expect(code).toBe(0);
      const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
      const seconds = Number(user) + Number(system);
      console.log(`${seconds.toFixed(2)} s of processor time with the start: ${basename(file)}`);
      expect(seconds).toBeLessThanOrEqual(MAX_SECONDS);
    }
  });
});
