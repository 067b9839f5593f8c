/**
 * Every conversation under way, as records of plain numbers: 96 bytes each and two words of index, no objects.
 *
 * The ends of a flow are ordered by host number and port, so that both directions find the same record: direction 0 is
 * from the lower end to the higher.
 */
import { MAX_FLOWS } from '../../lib/limits.ts';
import { grown, hashPair } from '../../lib/pair-index.ts';

/** Which way a packet goes: 0 from the lower end of its flow to the higher, 1 back. */
export type Direction = 0 | 1;

/** Where in a record its numbers stand, in 32-bit words. Pairs stand in the order of the directions. */
const LOW = 0;
const HIGH = 1;
const PORTS = 2;
const PROTOCOL = 3;
const PACKETS = 4;
const SEQUENCE = 6;
const SIGHTINGS = 8;
const CAPTURE = 10;
const MARKS = 11;
const CONTENT = 12;
/** From here on 64-bit numbers, counted in those. A sensor that listens for years counts frames beyond 32 bits. */
const OPENED = 7;
const BYTES = 8;
const FIRST = 10;
const LAST = 11;
const WORDS = 24;
const DOUBLES = WORDS / 2;

/** What a flow has been through: bits of {@link FlowTable.marks}. */
export const Mark = {
  /** The sequence number of direction 0 (1: shifted by the direction) is known. */
  sequence: 1,
  /** Direction 0 (1) had packets that were told already. */
  spoke: 4,
  /** The opening was seen; {@link upwards} tells whose. */
  opened: 32,
  /** The originator is the lower end. */
  upwards: 64,
  /** Who opened is guessed from ports and order. */
  guessed: 128,
  /** Nothing more is read of its content. */
  ignored: 256,
  /** Direction 0 (1) was acknowledged by the other end: somebody is there to hear it. */
  heard: 512,
  /** Direction 0 (1) said that it sends nothing more. */
  finished: 2048,
  /** It was reset. */
  reset: 8192,
  /** It has packets, or an end, that were not told yet. */
  fresh: 16_384,
  /** It was told of before. */
  told: 32_768,
  /** It is over: the next packet of its ends begins another. */
  over: 65_536,
} as const;

export class FlowTable {
  /** Hash and number + 1 of the flow in each slot. */
  #index = new Int32Array(2 * 256);
  #words = new Int32Array(128 * WORDS);
  #doubles = new Float64Array(this.#words.buffer);
  /** How many numbers were ever given. */
  #size = 0;
  /** Numbers of flows that were forgotten. */
  readonly #free: number[] = [];
  /** Those marked {@link Mark.fresh}, in order of appearance. */
  #fresh: number[] = [];
  readonly #limit: number;

  /** `limit`: how many flows it may hold. */
  constructor(limit: number = MAX_FLOWS) {
    this.#limit = limit;
  }

  /** Whether {@link find} made the flow it last returned. */
  created = false;

  /** All numbers in use are below it. */
  get size(): number {
    return this.#size;
  }

  /** How many flows there are. */
  get used(): number {
    return this.#size - this.#free.length;
  }

  /** How many have something that was not told yet. */
  get freshCount(): number {
    return this.#fresh.length;
  }

  /** Bytes of memory that the table takes. */
  get bytesHeld(): number {
    return this.#index.byteLength + this.#words.byteLength;
  }

  /** The flow between two ends, a new one if need be; -1 when it is new and there is no room. `ports` holds the lower end's port in its upper 16 bits. */
  find(low: number, high: number, ports: number, protocol: number): number {
    const hash = hashPair(hashPair(low, high), ports ^ protocol);
    const index = this.#index;
    const words = this.#words;
    const mask = index.length / 2 - 1;
    let slot = hash & mask;
    for (let flow = index[2 * slot + 1]! - 1; flow >= 0; flow = index[2 * slot + 1]! - 1) {
      if (index[2 * slot] === hash) {
        const at = flow * WORDS;
        if (
          words[at] === low &&
          words[at + HIGH] === high &&
          words[at + PORTS] === ports &&
          words[at + PROTOCOL] === protocol
        ) {
          this.created = false;
          return flow;
        }
      }
      slot = (slot + 1) & mask;
    }
    if (this.used >= this.#limit) return -1;
    this.created = true;
    return this.#add(slot, hash, low, high, ports, protocol);
  }

  /**
   * Begins the same ends' next conversation under a number of its own, which {@link find} gives from now on: the old one
   * is over. It goes on when there is no room.
   */
  renew(flow: number): number {
    if (this.used >= this.#limit) return flow;
    const words = this.#words;
    const at = flow * WORDS;
    const [low = 0, high = 0, ports = 0, protocol = 0] = words.subarray(at, at + SIGHTINGS);
    const hash = hashPair(hashPair(low, high), ports ^ protocol);
    this.created = true;
    this.#end(flow);
    return this.#add(this.#slotOf(flow, hash), hash, low, high, ports, protocol);
  }

  /** Takes a flow that is over out of {@link find}'s sight, unless another came in its place. */
  retire(flow: number): void {
    this.#end(flow);
    const index = this.#index;
    const mask = index.length / 2 - 1;
    const words = this.#words;
    const at = flow * WORDS;
    const hash = hashPair(hashPair(words[at]!, words[at + HIGH]!), words[at + PORTS]! ^ words[at + PROTOCOL]!);
    let hole = this.#slotOf(flow, hash);
    if (index[2 * hole + 1] === 0) return;
    // What stands behind is moved up, unless that is where it belongs: no tombstones, so that searches stay short.
    for (let slot = (hole + 1) & mask; index[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      const home = index[2 * slot]! & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      index[2 * hole] = index[2 * slot]!;
      index[2 * hole + 1] = index[2 * slot + 1]!;
      hole = slot;
    }
    index[2 * hole + 1] = 0;
  }

  /** The flow was told of up to here: what follows is counted anew. */
  rest(flow: number): void {
    const at = flow * WORDS;
    const words = this.#words;
    const spoke =
      (words[at + PACKETS]! > 0 ? Mark.spoke : 0) | (words[at + PACKETS + 1]! > 0 ? Mark.spoke << 1 : 0) | Mark.told;
    words[at + MARKS] = (words[at + MARKS]! & ~Mark.fresh) | spoke;
    words[at + PACKETS] = 0;
    words[at + PACKETS + 1] = 0;
    this.#doubles[flow * DOUBLES + BYTES] = 0;
    this.#doubles[flow * DOUBLES + BYTES + 1] = 0;
  }

  /** Forgets a flow that was retired: its number may be the next new flow's. */
  forget(flow: number): void {
    this.#words.fill(0, flow * WORDS, (flow + 1) * WORDS);
    this.#free.push(flow);
  }

  /** Whether `flow` is the number of one. */
  has(flow: number): boolean {
    return this.#words[flow * WORDS + MARKS] !== 0;
  }

  /** Notes that there is something to tell of the flow. */
  touch(flow: number): void {
    const at = flow * WORDS + MARKS;
    if ((this.#words[at]! & Mark.fresh) !== 0) return;
    this.#words[at] = this.#words[at]! | Mark.fresh;
    this.#fresh.push(flow);
  }

  /** The flows with something to tell since this was last asked. Whoever tells of one lets it {@link rest} or forgets it. */
  takeFresh(): readonly number[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #end(flow: number): void {
    this.mark(flow, Mark.over);
    this.touch(flow);
  }

  /** Where the flow stands in the index, or the empty slot where it is missed. */
  #slotOf(flow: number, hash: number): number {
    const index = this.#index;
    const mask = index.length / 2 - 1;
    let slot = hash & mask;
    while (index[2 * slot + 1] !== flow + 1 && index[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  /** Counts one packet. */
  count(flow: number, direction: Direction, wireLength: number, time: number): void {
    const at = flow * WORDS + PACKETS + direction;
    this.#words[at] = this.#words[at]! + 1;
    const doubles = flow * DOUBLES;
    this.#doubles[doubles + BYTES + direction] = this.#doubles[doubles + BYTES + direction]! + wireLength;
    if (time > this.#doubles[doubles + LAST]!) this.#doubles[doubles + LAST] = time;
    if ((this.#words[flow * WORDS + MARKS]! & Mark.fresh) === 0) this.touch(flow);
  }

  /** Notes where a new flow begins. */
  begin(flow: number, capture: number, frame: number, time: number): void {
    const at = flow * WORDS;
    this.#words[at + CAPTURE] = capture;
    this.#doubles[flow * DOUBLES + OPENED] = frame;
    this.#words[at + SIGHTINGS] = -1;
    this.#words[at + SIGHTINGS + 1] = -1;
    this.#doubles[flow * DOUBLES + FIRST] = time;
    this.#doubles[flow * DOUBLES + LAST] = time;
  }

  low(flow: number): number {
    return this.#words[flow * WORDS + LOW]!;
  }

  high(flow: number): number {
    return this.#words[flow * WORDS + HIGH]!;
  }

  lowPort(flow: number): number {
    return this.#words[flow * WORDS + PORTS]! >>> 16;
  }

  highPort(flow: number): number {
    return this.#words[flow * WORDS + PORTS]! & 0xffff;
  }

  protocol(flow: number): number {
    return this.#words[flow * WORDS + PROTOCOL]!;
  }

  packets(flow: number, direction: Direction): number {
    return this.#words[flow * WORDS + PACKETS + direction]!;
  }

  /** On the wire. */
  bytes(flow: number, direction: Direction): number {
    return this.#doubles[flow * DOUBLES + BYTES + direction]!;
  }

  /** Microseconds since 1970. */
  first(flow: number): number {
    return this.#doubles[flow * DOUBLES + FIRST]!;
  }

  last(flow: number): number {
    return this.#doubles[flow * DOUBLES + LAST]!;
  }

  capture(flow: number): number {
    return this.#words[flow * WORDS + CAPTURE]!;
  }

  /** The frame it begins with. */
  opened(flow: number): number {
    return this.#doubles[flow * DOUBLES + OPENED]!;
  }

  /** The sighting that this direction's packets were last counted with; -1 when there is none. */
  sighting(flow: number, direction: Direction): number {
    return this.#words[flow * WORDS + SIGHTINGS + direction]!;
  }

  setSighting(flow: number, direction: Direction, sighting: number): void {
    this.#words[flow * WORDS + SIGHTINGS + direction] = sighting;
  }

  /** The sequence number with which this direction's stream begins, valid once {@link Mark.sequence} is set. */
  sequence(flow: number, direction: Direction): number {
    return this.#words[flow * WORDS + SEQUENCE + direction]!;
  }

  setSequence(flow: number, direction: Direction, sequence: number): void {
    this.#words[flow * WORDS + SEQUENCE + direction] = sequence;
    this.mark(flow, Mark.sequence << direction);
  }

  marks(flow: number): number {
    return this.#words[flow * WORDS + MARKS]!;
  }

  mark(flow: number, bits: number): void {
    const at = flow * WORDS + MARKS;
    this.#words[at] = this.#words[at]! | bits;
  }

  unmark(flow: number, bits: number): void {
    const at = flow * WORDS + MARKS;
    this.#words[at] = this.#words[at]! & ~bits;
  }

  /** A number that the owner of the flow's content keeps here; 0 at first. */
  content(flow: number): number {
    return this.#words[flow * WORDS + CONTENT]!;
  }

  setContent(flow: number, content: number): void {
    this.#words[flow * WORDS + CONTENT] = content;
  }

  #add(slot: number, hash: number, low: number, high: number, ports: number, protocol: number): number {
    const flow = this.#free.pop() ?? this.#size++;
    if ((flow + 1) * WORDS > this.#words.length) {
      this.#words = grown(this.#words);
      this.#doubles = new Float64Array(this.#words.buffer);
    }
    const at = flow * WORDS;
    this.#words[at + LOW] = low;
    this.#words[at + HIGH] = high;
    this.#words[at + PORTS] = ports;
    this.#words[at + PROTOCOL] = protocol;
    this.#index[2 * slot] = hash;
    this.#index[2 * slot + 1] = flow + 1;
    if (4 * this.used > this.#index.length) this.#rehash();
    return flow;
  }

  #rehash(): void {
    const old = this.#index;
    const index = new Int32Array(2 * old.length);
    const mask = index.length / 2 - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = old[from]! & mask;
      while (index[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      index[2 * slot] = old[from]!;
      index[2 * slot + 1] = old[from + 1]!;
    }
    this.#index = index;
  }
}
