/** Advisories as they are published: every file loads, or is refused by name and reason. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import type { Advisory } from '../../src/vulnerability/csaf/advisory.ts';
import { readCsaf } from '../../src/vulnerability/csaf/read-csaf.ts';
import { root } from './command.ts';

const INTEL = join(root, '..', 'shared', 'intel');
const present = existsSync(join(INTEL, 'csaf'));
if (!present) console.log(`${INTEL} is not here: no advisory is read`);

/** The advisory, or the sentence by which it was refused. */
function load(file: string): Advisory | string {
  try {
    return readCsaf(basename(file), readFileSync(file));
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

describe.skipIf(!present)('published advisories', () => {
  test('of medical devices all load, with the products that a plain count finds', () => {
    const files = globSync(join(INTEL, 'csaf/icsma/**/*.json'));
    expect(files).toHaveLength(153);
    const loaded = files.map(load);
    expect(loaded.filter((each) => typeof each === 'string')).toEqual([]);
    for (const [index, file] of files.entries()) {
      const advisory = loaded[index];
      if (advisory === undefined || typeof advisory === 'string') continue;
      // Every product has an id, and nothing else in a product tree of theirs has.
      const tree: unknown = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
        key === 'vulnerabilities' ? [] : value,
      );
      const ids = JSON.stringify(tree).match(/"product_id":/g) ?? [];
      expect([file, advisory.leaves.length]).toEqual([file, ids.length]);
    }
  });

  test('of any kind load, or are refused with their name and a reason', () => {
    const files = globSync(join(INTEL, 'csaf/**/*.json'));
    expect(files.length).toBeGreaterThan(400);
    for (const file of files) {
      const loaded = load(file);
      if (typeof loaded === 'string') {
        expect(loaded).toMatch(/ is refused: (it has no|its category is|its csaf_version|it is n)/);
        expect(loaded).toContain(basename(file));
      } else {
        expect(loaded.id).not.toBe('');
      }
    }
  });
});
