/**
 * Finds out which protocol a TCP conversation speaks, from its first bytes in either direction.
 *
 * The answer depends on the bytes and never on how they were cut: as long as a dissector that is to be tried earlier
 * could still recognise them, the later ones wait.
 */
import { Backlog } from '../../lib/backlog.ts';
import { copyOf } from '../../lib/copy.ts';
import { MAX_HEAD, type Side, type StreamDissector } from './dissector.ts';

/** The most bytes of one direction that nobody recognised and that are kept until the other direction has spoken. */
export const MAX_UNRECOGNISED = 16 * 1024;

/** What arrived before the protocol was known: `bytes`, or a hole of `gap` bytes. */
export interface Piece {
  readonly side: Side;
  readonly bytes: Uint8Array;
  readonly gap: number;
}

interface Kept {
  readonly side: Side;
  readonly bytes: Backlog;
  readonly gap: number;
}

export interface Recognised {
  readonly dissector: StreamDissector;
  /** The guess who opened the conversation was wrong: the other side did. */
  readonly swapped: boolean;
}

/** Undefined while more bytes could tell, null when nobody knows it. */
export type Verdict = Recognised | null | undefined;

export class Recognition {
  readonly #candidates: readonly StreamDissector[];
  readonly #certain: boolean;
  readonly #heads: Record<Side, { bytes: Uint8Array; verdict: Verdict }> = {
    originator: { bytes: NOTHING, verdict: undefined },
    responder: { bytes: NOTHING, verdict: undefined },
  };
  #pieces: Kept[] = [];
  #held = 0;

  /** `certain`: the opening was captured, so that it is known who the originator is. */
  constructor(candidates: readonly StreamDissector[], certain: boolean) {
    this.#candidates = candidates;
    this.#certain = certain;
  }

  /** How many bytes are kept. */
  get held(): number {
    return this.#held;
  }

  /**
   * Hands over everything so far in order of arrival: what a conversation begins with once the protocol is known. Valid
   * as long as the bytes with which {@link data} was called last.
   */
  pieces(): readonly Piece[] {
    return this.#pieces.map(({ side, bytes, gap }) => ({ side, bytes: bytes.take(bytes.size), gap }));
  }

  data(side: Side, bytes: Uint8Array): Verdict {
    const head = this.#heads[side];
    this.#held += bytes.length;
    if (head.verdict === undefined) {
      const more = bytes.subarray(0, MAX_HEAD - head.bytes.length);
      const known = head.bytes.length === 0 ? more : joined(head.bytes, more);
      head.verdict = this.#probe(known, side);
      if (head.verdict === undefined) head.bytes = copyOf(known);
    }
    const verdict = this.#verdict(side);
    // Mostly the first bytes tell: only what waits for more of them is copied.
    this.#keep(side, verdict === undefined ? copyOf(bytes) : bytes);
    return verdict;
  }

  /** What lies before a hole begins nothing that could be read: the direction starts anew behind it. */
  gap(side: Side, length: number): void {
    this.#heads[side].bytes = NOTHING;
    if (this.#heads[side].verdict === null) this.#heads[side].verdict = undefined;
    this.#pieces = this.#pieces.filter((piece) => piece.side !== side);
    this.#held = this.#pieces.reduce((sum, piece) => sum + piece.bytes.size, 0);
    if (this.#pieces.length > 0) this.#pieces.push({ side, bytes: new Backlog(), gap: length });
  }

  /** What one side says without interruption is one piece, in however small segments it comes. */
  #keep(side: Side, bytes: Uint8Array): void {
    const last = this.#pieces.at(-1);
    if (last?.side === side && last.gap === 0) last.bytes.push(bytes);
    else {
      const first = new Backlog();
      first.push(bytes);
      this.#pieces.push({ side, bytes: first, gap: 0 });
    }
  }

  #verdict(side: Side): Verdict {
    const { originator, responder } = this.#heads;
    const own = this.#heads[side].verdict;
    if (own) return own;
    if (originator.verdict === null && responder.verdict === null) return null;
    return this.#held > MAX_UNRECOGNISED ? null : undefined;
  }

  /** As what `side` says, or else as what the other one does; those that are a last resort only then. */
  #probe(head: Uint8Array, side: Side): Verdict {
    const other = side === 'originator' ? 'responder' : 'originator';
    for (const last of [false, true]) {
      const dissector = recognise(this.#candidates, head, side, last);
      if (dissector !== null) return dissector && { dissector, swapped: false };
      const swapped = this.#certain ? null : recognise(this.#candidates, head, other, last);
      if (swapped !== null) return swapped && { dissector: swapped, swapped: true };
    }
    return null;
  }
}

/** The first of `candidates` whose beginning `head` is, among those that are a last resort or those that are not. */
function recognise(
  candidates: readonly StreamDissector[],
  head: Uint8Array,
  side: Side,
  last: boolean,
): StreamDissector | null | undefined {
  for (const candidate of candidates) {
    if ((candidate.lastResort === true) !== last) continue;
    const answer = candidate.probe(head, side);
    if (answer === true) return candidate;
    if (answer === undefined && head.length < MAX_HEAD) return undefined;
  }
  return null;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const NOTHING = new Uint8Array();
