/** Damages bytes in the ways that find mistakes in readers: lengths that lie, things twice, things missing, other things. */
import type { Random } from '../../bench/traffic/random.ts';

/** Values at the edges of what counters and lengths hold. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
const MOST_AT_ONCE = 5;
const LONGEST_PIECE = 64;

type Change = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

/** Changes in place. */
const flip: Change = (bytes, random) => set(bytes, random, (old) => old ^ (1 << random.below(8)));
const replace: Change = (bytes, random) => set(bytes, random, () => random.next());
const nudge: Change = (bytes, random) => set(bytes, random, (old) => old + random.pick([-2, -1, 1, 2]));

/** A number of one, two, three or four bytes, in either order, set to an edge. */
const edge: Change = (bytes, random) => {
  const width = random.between(1, 4);
  const at = random.below(bytes.length);
  const value = random.pick(EDGES);
  const little = random.below(2) === 0;
  for (let byte = 0; byte < width && at + byte < bytes.length; byte++) {
    bytes[at + byte] = value >>> (8 * (little ? byte : width - 1 - byte));
  }
  return bytes;
};

/** Changes of the length. */
const remove: Change = (bytes, random) => {
  const at = random.below(bytes.length);
  return splice(bytes, at, Math.min(length(random), bytes.length - at), new Uint8Array());
};
const truncate: Change = (bytes, random) => bytes.slice(0, random.below(bytes.length + 1));
const repeat: Change = (bytes, random) => splice(bytes, random.below(bytes.length + 1), 0, piece(bytes, random));
const insert: Change = (bytes, random, others) =>
  splice(bytes, random.below(bytes.length + 1), 0, piece(random.pick(others), random));
const overwrite: Change = (bytes, random, others) => {
  const other = piece(random.pick(others), random);
  return splice(bytes, random.below(bytes.length + 1), other.length, other);
};
const noise: Change = (bytes, random) =>
  splice(bytes, random.below(bytes.length + 1), random.below(8), random.bytes(random.below(16)));

const CHANGES = [flip, replace, nudge, edge, edge, edge, remove, truncate, repeat, insert, overwrite, noise];

/** A damaged copy of `bytes`; `others` lend pieces of themselves. */
export function mutate(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let damaged: Uint8Array = Uint8Array.from(bytes);
  for (let left = random.between(1, MOST_AT_ONCE); left > 0; left--) {
    damaged =
      damaged.length === 0 ? random.bytes(random.between(1, 32)) : random.pick(CHANGES)(damaged, random, others);
  }
  return damaged;
}

/** `size` bytes of nothing but one piece of `bytes`, over and over. */
export function flood(bytes: Uint8Array, random: Random, size: number): Uint8Array {
  const pattern = bytes.length === 0 ? random.bytes(4) : piece(bytes, random);
  return Uint8Array.from(Buffer.alloc(size, pattern.length === 0 ? random.bytes(1) : pattern));
}

function set(bytes: Uint8Array, random: Random, change: (old: number) => number): Uint8Array {
  const at = random.below(bytes.length);
  bytes[at] = change(bytes[at] ?? 0);
  return bytes;
}

function splice(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}

function piece(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return bytes.slice(at, at + length(random));
}

/** Mostly short, as fields are. */
const length = (random: Random): number => random.between(1, random.pick([2, 4, 8, LONGEST_PIECE]));
