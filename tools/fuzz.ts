/**
 * `node tools/with-node.js tools/fuzz.ts [--inputs N] [--only NAME] [--seed N] [--write FILE]`
 *
 * Feeds every dissector damaged input and says what did not hold. `--write` adds a report that can be committed. What
 * fails is kept below .cache/fuzz, and comes again with the same seed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Result } from './fuzz/campaign.ts';
import { report } from './fuzz/report.ts';
import { targets } from './fuzz/target.ts';
import { campaign } from './fuzz/watch.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    write: { type: 'string' },
  },
});

const results: Result[] = [];
for (const { name } of await targets()) {
  if (values.only !== '' && values.only !== name) continue;
  const began = performance.now();
  const result = await campaign(name, Number(values.inputs), Number(values.seed));
  results.push(result);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const state = result.failures.length === 0 ? 'held' : `FAILED ${result.failures.length} times`;
  console.log(
    `${name}: ${state}, ${result.inputs} inputs, ${result.found} to begin with, ${result.behaviours} behaviours, ${seconds} s`,
  );
  for (const failure of result.failures) console.log(`  input ${failure.input}: ${failure.problem}`);
  keep(result);
}
if (values.write !== undefined) writeFileSync(values.write, report(results));
process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;

/** Writes what failed where it can be looked at: who said what, bytes in hexadecimal, or how many were lost. */
function keep({ name, seed, failures }: Result): void {
  const folder = join(import.meta.dirname, '..', '.cache', 'fuzz');
  mkdirSync(folder, { recursive: true });
  for (const { input, problem, script } of failures) {
    const steps = script.map(([side, bytes]) => [
      side,
      typeof bytes === 'number' ? bytes : Buffer.from(bytes).toString('hex'),
    ]);
    writeFileSync(join(folder, `${name}-${seed}-${input}.json`), JSON.stringify({ problem, steps }, null, 1));
  }
}
