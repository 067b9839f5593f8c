/** One input of the fuzzer: what arrives from whom, in which pieces, and what is lost on the way. */
import type { Random } from '../../bench/traffic/random.ts';
import type { Side } from '../../src/sensor/dissect/dissector.ts';
import { flood, mutate } from './mutate.ts';

export type Turn = readonly [Side, Uint8Array];
/** Bytes that arrive, or, instead of bytes, how many were never captured. */
export type Step = readonly [Side, Uint8Array | number];
export type Script = readonly Step[];

/** One input of so many is very long. */
const FLOODS = 5000;
const MOST_PIECES = 12;

/** A damaged script, made from `turns` by luck. `largest`: how many bytes one step may have. */
export function damage(turns: readonly Turn[], random: Random, largest: number): readonly Turn[] {
  const others = turns.map(([, bytes]) => bytes);
  if (random.below(FLOODS) === 0) {
    const [side, bytes] = random.pick(turns);
    return [...turns, [side, flood(bytes, random, largest >> (random.below(10) === 0 ? 0 : random.between(2, 9)))]];
  }
  const damaged = turns.map(([side, bytes]): Turn => {
    const turned: Side = random.below(40) === 0 ? other(side) : side;
    return [turned, random.below(3) === 0 ? bytes : mutate(bytes, random, others).subarray(0, largest)];
  });
  return random.below(8) === 0 ? shuffle(damaged, random) : damaged;
}

/** The same bytes as a network may deliver them: in pieces, some twice, some not at all. */
export function deliver(turns: readonly Turn[], random: Random): Script {
  const lossy = random.below(3) === 0;
  return cut(turns, random).flatMap(([side, bytes]): Script => {
    if (!lossy) return [[side, bytes]];
    const luck = random.below(20);
    if (luck === 0) return [[side, random.pick([bytes.length, 1, 100, 1_000_000])]];
    return luck === 1
      ? [
          [side, bytes],
          [side, bytes],
        ]
      : [[side, bytes]];
  });
}

/** The same bytes in other pieces, nothing lost. */
export function cut(turns: readonly Turn[], random: Random): readonly Turn[] {
  return turns.flatMap(([side, bytes]): readonly Turn[] => {
    const cuts = Array.from({ length: random.below(MOST_PIECES) }, () => random.below(bytes.length + 1));
    const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
    return edges.slice(1).map((end, at): Turn => [side, bytes.subarray(edges[at], end)]);
  });
}

export const weight = (script: Script): number =>
  script.reduce((sum, [, bytes]) => sum + (typeof bytes === 'number' ? 0 : bytes.length), 0);

const other = (side: Side): Side => (side === 'originator' ? 'responder' : 'originator');

/** Some turns twice, some missing, two exchanged. */
function shuffle(turns: readonly Turn[], random: Random): readonly Turn[] {
  const shuffled = turns.flatMap((turn) => Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, () => turn));
  const [first, last] = [shuffled[0], shuffled.at(-1)];
  return first !== undefined && last !== undefined && random.below(2) === 0
    ? [last, ...shuffled.slice(1, -1), first]
    : shuffled;
}
