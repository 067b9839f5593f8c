/** Recog's own examples: what its files say that each banner tells is what we find. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Matching, MAX_BANNER } from '../../src/inventory/recog/matching.ts';
import { type Example, readCollection } from '../../src/inventory/recog/read.ts';
import { root } from './command.ts';

const FOLDER = join(root, '..', 'shared', 'intel', 'fingerprints', 'recog', 'xml');
/** In percent of all examples. */
const BAR = 99;

const present = existsSync(FOLDER);
if (!present) console.log(`${FOLDER} is not here: nothing is compared`);

const textOf = ({ text, base64 }: Example): string =>
  base64 ? Buffer.from(text, 'base64').toString('latin1') : text.trim();

describe.skipIf(!present)('the files of Recog', () => {
  test(`at least ${BAR} percent of their examples tell all that they should`, () => {
    let examples = 0;
    let right = 0;
    let slowest = 0;
    for (const name of readdirSync(FOLDER)) {
      const collection = readCollection(readFileSync(join(FOLDER, name), 'utf8'));
      if (collection === undefined) throw new Error(`${name} is no collection`);
      const matching = new Matching([collection]);
      for (const example of collection.fingerprints.flatMap((fingerprint) => fingerprint.examples)) {
        const banner = textOf(example);
        if (banner.length > MAX_BANNER) continue;
        const begun = performance.now();
        const told = matching.tells(banner);
        slowest = Math.max(slowest, examples === 0 ? 0 : performance.now() - begun);
        examples += 1;
        const expected = Object.entries(example.tells);
        if (told !== undefined && expected.every(([param, value]) => told[param] === value)) right += 1;
      }
    }
    const percent = (100 * right) / examples;
    console.log(`${right} of ${examples} examples, ${percent.toFixed(2)} percent; slowest ${slowest.toFixed(1)} ms`);
    expect(examples).toBeGreaterThan(7000);
    expect(percent).toBeGreaterThanOrEqual(BAR);
  });
});
