/** A million damaged inputs for each dissector, and the result as a page of the documentation. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Result } from '../../tools/fuzz/campaign.ts';
import { report } from '../../tools/fuzz/report.ts';
import { targets } from '../../tools/fuzz/target.ts';
import { campaign } from '../../tools/fuzz/watch.ts';

const INPUTS = 1_000_000;
const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'soak', 'fuzz.md');

test('every dissector holds against a million damaged inputs', async () => {
  const results: Result[] = [];
  for (const { name } of await targets()) results.push(await campaign(name, INPUTS, 1));
  writeFileSync(PAGE, report(results));
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
});
