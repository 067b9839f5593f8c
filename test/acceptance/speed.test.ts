/** A capture costs no more, measured against programs that do less, than it did when these bounds were set. */
import { expect, test } from 'vitest';
import { assertEqualWork } from '../../bench/equal-work.ts';
import { gate } from '../../bench/gate.ts';
import { CACHE, peers, wardline } from '../../bench/peers.ts';
import { makeCapture } from '../../bench/traffic/generate.ts';

/** Processor time, ours over theirs, start-up taken off: what was measured and as much again for a busy machine. */
const BOUNDS = [
  ['ndpiReader', 12],
  ['tcpdump -nn', 6],
] as const;

test.each(BOUNDS)('against %s at most %d times', (name, bound) => {
  const peer = peers().find((one) => one.name === name)?.command;
  if (peer === undefined) throw new Error(`${name} is not installed`);
  const large = makeCapture(CACHE, 'mixed', 0.1);
  const small = makeCapture(CACHE, 'mixed', 0.001);
  assertEqualWork(small);
  const { ratio, ours, theirs } = gate(wardline, peer, { large: large.file, small: small.file }, 3, 0);
  console.log(`${name}: ${ratio.toFixed(2)}, ours ${ours.toFixed(2)} s, theirs ${theirs.toFixed(2)} s`);
  expect(theirs).toBeGreaterThan(0);
  expect(ratio).toBeLessThan(bound);
});
