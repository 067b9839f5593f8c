/** The shared corpus of captures: how much of the truth is found, and that nothing in it does harm. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { AnalysisDocument } from '../../src/analysis/document.ts';
import { root, WARDLINE, wardline } from './command.ts';

const CORPUS = join(root, '..', 'shared', 'corpus');
/** In percent, as `score_captures.py` defines them. */
const BARS = {
  answered: 100,
  frames: 99,
  pairs: 95,
  'merge-precision': 95,
  tcp: 98,
  'tcp-precision': 97,
  udp: 98,
  'udp-precision': 97,
  bytes: 98,
  client: 98,
  ja4: 98,
  'identity-placed': 98,
} as const;
/** Of all values that these protocols say of devices, so many percent must be found. */
const IDENTITY = 80;
const PROTOCOLS = ['dhcp', 'http', 'tls_client_hello', 'tls_server_hello', 'ssh', 'dicom', 'ntlmssp', 'hl7'];
/** No capture of the corpus is larger than a few MiB. */
const MAX_KIB = 512 * 1024;

const present = existsSync(join(CORPUS, 'score_captures.py'));
if (!present) console.log(`${CORPUS} is not here: nothing is scored`);

describe.skipIf(!present)('the corpus', () => {
  let printed = '';
  beforeAll(() => {
    const minima = Object.entries(BARS).flatMap(([name, bar]) => ['--min', `${name}=${bar}`]);
    const command = ['--', process.execPath, WARDLINE];
    const scored = spawnSync('python3', [join(CORPUS, 'score_captures.py'), '--worst', '40', ...minima, ...command], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    printed = `${scored.stdout}${scored.stderr}`;
    console.log(printed);
  });

  test.each(Object.entries(BARS))('%s reaches %d percent', (name, bar) => {
    expect(figure(printed, name)).toBeGreaterThanOrEqual(bar);
  });

  test(`finds ${IDENTITY} percent of what devices say of themselves`, () => {
    const rows = [...printed.matchAll(/^ {2}ID (\S+) +([\d.]+) \( *[\d.]+\) of (\d+)$/gm)];
    const counted = rows
      .filter(([, protocol]) => protocol !== undefined && PROTOCOLS.includes(protocol))
      .map(([, , percent, of]) => ({ found: (Number(percent) * Number(of)) / 100, of: Number(of) }));
    const sum = (name: 'found' | 'of') => counted.reduce((total, row) => total + row[name], 0);
    const percent = (100 * sum('found')) / sum('of');
    console.log(`identity over the protocols read: ${percent.toFixed(2)} of ${sum('of')}`);
    expect(percent).toBeGreaterThanOrEqual(IDENTITY);
  });
});

describe.skipIf(!present)('the captures', () => {
  const rows = present ? readFileSync(join(CORPUS, 'manifest.tsv'), 'utf8').trim().split('\n') : [];
  const [names = [], ...captures] = rows.map((row) => row.split('\t'));
  const column = (name: string) => (row: readonly string[]) => row[names.indexOf(name)] ?? '';
  const path = (row: readonly string[]) => join(CORPUS, column('file')(row));

  test('give the same bytes in two runs, each on its own and all as one network', () => {
    const some = captures.filter((_row, at) => at % 12 === 0).map(path);
    for (const mode of [['--each'], []]) {
      const run = () => wardline(['analyze', ...mode, '--json', ...some]);
      const [one, other] = [run(), run()];
      expect(one.code).toBe(0);
      expect(sha256(other.stdout)).toBe(sha256(one.stdout));
    }
  });

  test('that are malformed are answered one by one, in bounded memory', () => {
    const malformed = captures.filter((row) => column('category')(row) === 'f-malformed').map(path);
    expect(malformed.length).toBeGreaterThan(0);
    const { code, stdout, stderr } = wardline(['analyze', '--each', '--json', ...malformed], {
      starter: ['/usr/bin/time', '-f', 'KiB %M'],
    });
    expect(code).toBe(0);
    const documents = stdout
      .trim()
      .split('\n')
      .map((line) => AnalysisDocument.parse(JSON.parse(line)));
    expect(documents.map(({ captures: [capture] }) => capture?.file)).toEqual(malformed);
    expect(Number(/KiB (\d+)/.exec(stderr)?.[1])).toBeLessThan(MAX_KIB);
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A figure as the scorer prints it, in percent. */
function figure(printed: string, name: string): number {
  const lines = printed.split('\n').map((line) => line.trim().split(/ +/));
  return Number(lines.find(([first, , more]) => first === name && more === undefined)?.[1]);
}
