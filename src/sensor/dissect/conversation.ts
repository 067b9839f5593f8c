/** Runs a stream dissector over both directions of one TCP conversation, and never lets it run away. */
import { Backlog } from '../../lib/backlog.ts';
import { copyOf } from '../../lib/copy.ts';
import { Violation } from '../../lib/reader.ts';
import { Gap, type ProtocolEvent, type Reading, type Side, type StreamDissector, type Want } from './dissector.ts';

/** The most bytes one direction may make us hold. */
export const MAX_BACKLOG = 1024 * 1024;

/** The peer broke the protocol, or the capture lost too much: this direction is not read any further. */
export interface Lost extends ProtocolEvent {
  readonly kind: 'lost';
  readonly reason: string;
}

export class Conversation<E extends ProtocolEvent = ProtocolEvent> {
  readonly #directions: Readonly<Record<Side, Direction>>;

  constructor(dissector: StreamDissector<E>, emit: (event: E | Lost, side: Side) => void) {
    let speaking: Side = 'originator';
    const readings = dissector.open((event) => emit(event, speaking));
    const direction = (side: Side) =>
      new Direction(
        readings[side],
        () => (speaking = side),
        (reason) => emit({ protocol: dissector.name, kind: 'lost', reason }, side),
      );
    this.#directions = { originator: direction('originator'), responder: direction('responder') };
  }

  /** The next in-order bytes from `side`, valid during the call. Returns whether that side is read any further. */
  data(side: Side, bytes: Uint8Array): boolean {
    return this.#directions[side].data(bytes);
  }

  /** The next `length` bytes from `side` were never captured. */
  gap(side: Side, length: number): void {
    this.#directions[side].gap(length);
  }

  /** Whether both directions have said all they ever will. */
  get over(): boolean {
    return this.#directions.originator.over && this.#directions.responder.over;
  }

  /** How many bytes wait to be read, both directions together. */
  get held(): number {
    return this.#directions.originator.held + this.#directions.responder.held;
  }
}

/** One direction: what arrived, how far the dissector got, and what it waits for. */
class Direction {
  readonly #backlog = new Backlog();
  readonly #reading: Reading<void>;
  readonly #onSpeak: () => void;
  readonly #onLost: (reason: string) => void;
  #want: Want | undefined;

  constructor(reading: Reading<void>, onSpeak: () => void, onLost: (reason: string) => void) {
    this.#reading = reading;
    this.#onSpeak = onSpeak;
    this.#onLost = onLost;
    this.#resume(NOTHING);
  }

  get over(): boolean {
    return this.#want === undefined;
  }

  get held(): number {
    return this.#backlog.size;
  }

  data(bytes: Uint8Array): boolean {
    const passed = this.#pass(bytes.length);
    if (this.#want === undefined) return false;
    if (passed === bytes.length) return true;
    // A copy: the caller's buffer moves on, and a dissector may hold what it took for as long as it likes.
    this.#backlog.push(copyOf(passed === 0 ? bytes : bytes.subarray(passed)));
    this.#run();
    return this.#want !== undefined;
  }

  /** Lets bytes that are only to be skipped pass before they cost a copy: how many of `length` those were. */
  #pass(length: number): number {
    const want = this.#want;
    if (want === undefined || want.keep || !('length' in want) || this.#backlog.size > 0) return 0;
    if (want.length > length) {
      this.#want = { keep: false, length: want.length - length };
      return length;
    }
    this.#resume(NOTHING);
    return want.length;
  }

  gap(length: number): void {
    const want = this.#want;
    if (want === undefined) return;
    if (want.keep || ('length' in want && want.length < length)) {
      this.#backlog.drop(this.#backlog.size);
      this.#resume(new Gap(`${length} bytes were not captured`));
      this.#run();
    } else if ('length' in want) {
      this.#want = { keep: false, length: want.length - length };
      this.#run();
    }
  }

  /** Bounded by the bytes that wait: each round consumes some, or the dissector asks for none and advances itself. */
  #run(): void {
    for (let bytes = this.#fetch(); bytes !== undefined; bytes = this.#fetch()) this.#resume(bytes);
  }

  /** What the dissector wants, once all of it is here. */
  #fetch(): Uint8Array | undefined {
    const want = this.#want;
    if (want === undefined) return undefined;
    const here = this.#backlog.size;
    const length = 'length' in want ? want.length : this.#backlog.indexOf(want.through) + 1 || Infinity;
    if (want.keep) {
      if ((length === Infinity ? here : length) > MAX_BACKLOG) {
        // What was looked through in vain is not looked through again, however often a message seems to begin in it.
        if ('through' in want) this.#backlog.drop(MAX_BACKLOG);
        return this.#refuse();
      }
      return length <= here ? this.#backlog.take(length) : undefined;
    }
    this.#backlog.drop(length);
    if (length <= here) return NOTHING;
    if ('length' in want) this.#want = { keep: false, length: length - here };
    return undefined;
  }

  /** Goes on with what the dissector wanted, or with why it cannot have it. */
  #resume(answer: Uint8Array | Gap | Violation): void {
    this.#onSpeak();
    try {
      const failed = answer instanceof Error;
      const { done, value } = failed ? this.#reading.throw(answer) : this.#reading.next(answer);
      this.#want = done ? undefined : value;
    } catch (error) {
      if (!(error instanceof Violation || error instanceof Gap)) throw error;
      this.#lose(error.message);
    }
    if (this.#want === undefined) this.#backlog.drop(this.#backlog.size);
  }

  /** Tells the dissector that it cannot have that much at once, and fetches what it wants instead, if anything. */
  #refuse(): Uint8Array | undefined {
    this.#resume(new Violation(`a message over ${MAX_BACKLOG} bytes`));
    return this.#fetch();
  }

  #lose(reason: string): void {
    this.#want = undefined;
    this.#onLost(reason);
  }
}

const NOTHING = new Uint8Array();
