/** The content of one TCP conversation: put in order, recognised, and read for as long as it says something. */
import type { Budget } from './budget.ts';
import { Conversation } from './dissect/conversation.ts';
import type { ProtocolEvent, Side, StreamDissector } from './dissect/dissector.ts';
import { Recognition, type Verdict } from './dissect/recognition.ts';
import type { Direction } from './flow/flow-table.ts';
import { TcpStream } from './flow/tcp-stream.ts';

/** Hears of what a conversation turns out to be and to say. */
export interface ContentListener {
  recognised(dissector: StreamDissector, swapped: boolean): void;
  event(event: ProtocolEvent, direction: Direction): void;
  gap(length: number): void;
}

/** What an open conversation takes itself, in bytes, beside those that wait in it: measured, and rounded up. */
const COST = 4096;

export class StreamContent {
  readonly #listener: ContentListener;
  readonly #budget: Budget;
  readonly #streams: [TcpStream | undefined, TcpStream | undefined] = [undefined, undefined];
  #originator: Direction;
  #recognition: Recognition | undefined;
  #conversation: Conversation | undefined;
  #held = 0;
  /** As its dissector is called; empty while it is not known. */
  protocol = '';
  /** Nobody knows the protocol, or it has said all that it ever will, or there was no room. */
  over = false;

  /** `originator` is the direction of who opened; `certain` whether the opening was seen. */
  constructor(
    candidates: readonly StreamDissector[],
    originator: Direction,
    certain: boolean,
    listener: ContentListener,
    budget: Budget,
  ) {
    this.#originator = originator;
    this.#recognition = new Recognition(candidates, certain);
    this.#listener = listener;
    this.#budget = budget;
    this.#account();
  }

  /**
   * Whether the next byte of `direction` is that of `sequence`, so that its reset is believed: one of another number may be
   * made up by somebody who wants us to look away. @see RFC 5961 section 3
   */
  expects(direction: Direction, sequence: number): boolean {
    return this.#streams[direction]?.expects(sequence) ?? true;
  }

  /** A segment of `direction`, whose stream begins at `start`. `lost` bytes behind `bytes` were not captured. */
  segment(direction: Direction, start: number, sequence: number, bytes: Uint8Array, lost: number): void {
    if (this.over) return;
    const stream = (this.#streams[direction] ??= new TcpStream(
      { data: (piece) => this.#data(direction, piece), gap: (length) => this.#gap(direction, length) },
      start,
    ));
    stream.segment(sequence, bytes, lost);
    this.#account();
  }

  /** `direction` says that it sends nothing from `sequence` on. */
  finish(direction: Direction, sequence: number): void {
    this.#streams[direction]?.finish(sequence);
    if (this.#streams.every((stream) => stream === undefined || stream.finished)) this.end();
  }

  /** The conversation is over. */
  end(): void {
    if (this.over) return;
    for (const stream of this.#streams) stream?.end();
    this.#close();
  }

  #data(direction: Direction, bytes: Uint8Array): void {
    if (this.over) return;
    const side = this.#side(direction);
    if (this.#recognition !== undefined) {
      this.#settle(this.#recognition, this.#recognition.data(side, bytes));
    } else if (this.#conversation !== undefined) {
      this.#conversation.data(side, bytes);
      if (this.#conversation.over) this.#close();
    }
  }

  #gap(direction: Direction, length: number): void {
    if (this.over) return;
    this.#listener.gap(length);
    this.#recognition?.gap(this.#side(direction), length);
    this.#conversation?.gap(this.#side(direction), length);
    if (this.#conversation?.over === true) this.#close();
  }

  /** Lets the dissector read what arrived before it was known. */
  #settle(recognition: Recognition, verdict: Verdict): void {
    if (verdict === undefined) return;
    this.#recognition = undefined;
    if (verdict === null) {
      this.#close();
      return;
    }
    const { dissector, swapped } = verdict;
    const sides = recognition.pieces().map((piece) => ({ ...piece, direction: this.#direction(piece.side) }));
    if (swapped) this.#originator = this.#originator === 0 ? 1 : 0;
    this.protocol = dissector.name;
    this.#listener.recognised(dissector, swapped);
    const conversation = new Conversation(dissector, (event, side) =>
      this.#listener.event(event, this.#direction(side)),
    );
    this.#conversation = conversation;
    for (const { direction, bytes, gap } of sides) {
      if (gap > 0) conversation.gap(this.#side(direction), gap);
      else conversation.data(this.#side(direction), bytes);
    }
    if (conversation.over) this.#close();
  }

  #close(): void {
    this.over = true;
    this.#recognition = undefined;
    this.#conversation = undefined;
    this.#streams[0] = undefined;
    this.#streams[1] = undefined;
    this.#account();
  }

  /** Keeps the budget's count, and gives up this conversation when it is the one that breaks it. */
  #account(): void {
    const held = this.over
      ? 0
      : COST +
        (this.#streams[0]?.waitingBytes ?? 0) +
        (this.#streams[1]?.waitingBytes ?? 0) +
        (this.#recognition?.held ?? 0) +
        (this.#conversation?.held ?? 0);
    const more = held - this.#held;
    this.#held = held;
    this.#budget.held += more;
    if (more > 0 && this.#budget.exceeded && !this.over) {
      this.#budget.shed += 1;
      this.#close();
    }
  }

  #side(direction: Direction): Side {
    return direction === this.#originator ? 'originator' : 'responder';
  }

  #direction(side: Side): Direction {
    if (side === 'originator') return this.#originator;
    return this.#originator === 0 ? 1 : 0;
  }
}
