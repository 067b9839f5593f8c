/**
 * Looks for inputs that reach code which no other reached: they are where a campaign begins. What is counted slows a dissector
 * down to half its speed, so that it is done first and in a thread of its own, and the many inputs come after.
 */
import { Random } from '../../bench/traffic/random.ts';
import { Coverage } from './coverage.ts';
import { damage, deliver, type Turn } from './script.ts';
import type { Target } from './target.ts';

/** So many inputs are looked at together; one by one only when something new ran. */
const TOGETHER = 32;
/** So many inputs are found at most. */
const MOST_FOUND = 500;

/** The inputs found among `inputs` damaged ones, the samples not among them. The same for the same seed. */
export function explore(target: Target, inputs: number, seed: number, onInput: (input: number) => void): Turn[][] {
  const random = new Random(seed);
  const found: Turn[][] = [];
  const coverage = new Coverage();
  const run = (turns: readonly Turn[]) => feed(target, turns, random);
  // Twice: the first time also compiles.
  for (const turns of [target.samples, target.samples]) run(turns);
  coverage.takeNew();
  for (let input = 0; input < inputs && found.length < MOST_FOUND; input += TOGETHER) {
    onInput(input + 1);
    const tried = Array.from({ length: TOGETHER }, () => {
      const from = found.length === 0 || random.below(4) === 0 ? target.samples : random.pick(found);
      return damage(from, random, target.largest);
    });
    for (const turns of tried) run(turns);
    if (coverage.peekNew() === 0) continue;
    for (const turns of tried) {
      run(turns);
      if (coverage.takeNew() > 0) found.push(turns.map(([side, bytes]): Turn => [side, bytes.slice()]));
    }
  }
  coverage.close();
  return found;
}

/** Whatever goes wrong here is found again by the campaign, which begins with what was found. */
function feed(target: Target, turns: readonly Turn[], random: Random): void {
  try {
    target.feed(target.stream ? deliver(turns, random) : turns);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
