/** Damaged input does no harm: a short campaign for each dissector. `npm run soak` runs the long one. */
import { describe, expect, test } from 'vitest';
import { targets } from '../../tools/fuzz/target.ts';
import { campaign } from '../../tools/fuzz/watch.ts';

const INPUTS = 10_000;
const SEED = 20_261_101;

describe.each(await targets())('$name', ({ name }) => {
  test(`holds against ${INPUTS} damaged inputs`, async () => {
    const { inputs, behaviours, failures } = await campaign(name, INPUTS, SEED);
    expect(failures.map(({ input, problem }) => `input ${input}: ${problem}`)).toEqual([]);
    expect(inputs).toBe(INPUTS);
    expect(behaviours).toBeGreaterThan(1);
  });
});
