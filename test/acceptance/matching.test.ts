/** `wardline match` against what people found out about 814 devices, as `score_matching.py` scores it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, wardline } from './command.ts';

const INTEL = join(root, '..', 'shared', 'intel');
const TRUTH = join(INTEL, 'matching_truth.jsonl');
const present = existsSync(TRUTH);
if (!present) console.log(`${TRUTH} is not here: no match is scored`);

const folder = mkdtempSync(join(tmpdir(), 'wardline-matching-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The columns of the scorer's line, in percent but for the last two. */
function totalsOf(printed: string): Record<string, number> {
  const [, columns = ''] = /^TOTAL\s+(.*)$/m.exec(printed) ?? [];
  const numbers = columns.match(/[\d.]+/g)?.map(Number) ?? [];
  const [cases, clean, found, soft, missed, review, over, quiet, falseAffected, stray, mustNot] = numbers;
  const [, exact] = /CVE-set exact\s+([\d.]+)%/.exec(printed) ?? [];
  return Object.fromEntries(
    Object.entries({
      cases,
      clean,
      found,
      soft,
      missed,
      review,
      over,
      quiet,
      falseAffected,
      stray,
      mustNot,
      exact: Number(exact),
    }).map(([name, value]) => [name, value ?? Number.NaN]),
  );
}

describe.skipIf(!present)('the medical advisories', () => {
  test('are matched to devices as people would', () => {
    const { code, stdout, stderr } = wardline(['match', join(INTEL, 'csaf/icsma'), '--devices', TRUTH, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const answers = join(folder, 'answers.jsonl');
    writeFileSync(answers, stdout);
    const scored = spawnSync('python3', [join(INTEL, 'score_matching.py'), TRUTH, answers, 'all'], {
      encoding: 'utf8',
    });
    console.log(scored.stdout);
    const totals = totalsOf(scored.stdout);
    expect(totals['cases']).toBe(814);
    expect(totals['missed']).toBeLessThanOrEqual(1);
    expect(totals['found']).toBeGreaterThanOrEqual(97);
    expect(totals['clean']).toBeGreaterThanOrEqual(95);
    expect(totals['falseAffected']).toBe(0);
    expect(totals['mustNot']).toBe(0);
    expect(totals['exact']).toBeGreaterThanOrEqual(99);
  });

  test('give every match its reasons, in sentences', () => {
    const { stdout } = wardline(['match', join(INTEL, 'csaf/icsma'), '--devices', TRUTH, '--json']);
    for (const line of stdout.trimEnd().split('\n')) {
      const { matches }: { matches: { reasons: string[] }[] } = JSON.parse(line);
      for (const { reasons } of matches) {
        expect(reasons.length).toBeGreaterThan(1);
        for (const reason of reasons) expect(reason).toMatch(/^[A-Z].*\.$/s);
      }
    }
  });
});

describe('a caller who is wrong', () => {
  test('learns what and where, with exit code 2', () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{');
    const none = wardline(['match', bad, '--devices', '-']);
    expect([none.code, none.stderr]).toEqual([
      2,
      `${bad} is refused: it is not JSON\nwardline: No advisory could be read in ${bad}\n`,
    ]);
    expect(wardline(['match', join(folder, 'nothing'), '--devices', '-']).code).toBe(2);
    expect(wardline(['match', folder, '--verdict', 'perhaps', '--devices', '-']).stderr).toContain(
      '--verdict takes affected',
    );
  });
});
