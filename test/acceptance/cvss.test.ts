/** CVSS over 103,397 vectors with the scores that others give them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { scoreOf } from '../../src/vulnerability/cvss/score.ts';

const root = join(import.meta.dirname, '..', '..');
const FILE = join(root, '..', 'shared', 'intel', 'cvss', 'cvss_vectors.tsv.gz');

/** The smallest part of each version's vectors with every score right. Version 2's references disagree among themselves. */
const LEAST: Readonly<Record<string, number>> = { '2.0': 0.97, '3.0': 0.999, '3.1': 0.998, '4.0': 0.998 };

describe.skipIf(!existsSync(FILE))('the vectors', () => {
  test('are scored as their references do', () => {
    const counts = new Map<string, { right: number; all: number }>();
    const lines = gunzipSync(readFileSync(FILE)).toString().trimEnd().split('\n');
    for (const line of lines) {
      const [, version = '', vector = '', base = '', threat = '', environmental = '', overall = ''] = line.split('\t');
      const count = counts.get(version) ?? { right: 0, all: 0 };
      counts.set(version, count);
      const score = scoreOf(vector);
      const right =
        (base === '' || score.base === Number(base)) &&
        (threat === '' || score.threat === Number(threat)) &&
        (environmental === '' || score.environmental === Number(environmental)) &&
        (overall === '' || score.overall === Number(overall));
      count.all += 1;
      if (right) count.right += 1;
    }
    expect(lines.length).toBe(103_397);
    for (const [version, { right, all }] of counts) {
      console.log(`CVSS ${version}: ${right} of ${all} vectors right, ${((100 * right) / all).toFixed(2)} %`);
      expect(right / all).toBeGreaterThanOrEqual(LEAST[version] ?? 1);
    }
  });
});
