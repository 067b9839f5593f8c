/** Lets all talks of a mix happen at once, as on a network, and hands out their packets in the order of time. */
import type { Route } from './frames.ts';
import type { Mix } from './mixes.ts';
import { device, type Host, server } from './network.ts';
import { type Packet, packetsOf } from './packets.ts';
import { Random } from './random.ts';
import type { Talk } from './talk.ts';

/** Sunday, 1 March 2026, 10:15 UTC, in microseconds since 1970. */
const BEGIN = 1_772_360_100_000_000;
const FIRST_PORT = 32_768;
const PORTS = 28_000;

export interface Sent {
  /** Microseconds since 1970. */
  readonly time: number;
  readonly route: Route;
  readonly packet: Packet;
}

/** `onTalk` hears of each talk as it begins. Needs memory for the talks under way only. */
export function* schedule(mix: Mix, flows: number, seed: number, onTalk: (talk: Talk) => void): Generator<Sent> {
  const random = new Random(seed);
  const ports = new Uint16Array(mix.devices);
  const active = new Queue();
  let time = BEGIN;
  for (let number = 0; number < flows; number++) {
    time += random.between(1, 2 * mix.pace);
    yield* active.until(time);
    const { talk, client, answering } = begin(mix, random, ports);
    onTalk(talk);
    active.add(new Running(number, time, talk, client, answering, packetsOf(talk, random)));
  }
  yield* active.until(Infinity);
}

function begin(mix: Mix, random: Random, ports: Uint16Array): { talk: Talk; client: Host; answering: Host } {
  const kind = pickPart(mix, random);
  const [, author, servers] = mix.parts[kind] ?? mix.parts[0] ?? fail();
  const client = device(random.below(mix.devices));
  // A device that answers is another one than the one that asks.
  const answering =
    servers === 0
      ? device((client.index + 1 + random.below(mix.devices - 1)) % mix.devices)
      : server(kind, random.below(servers));
  const used = ports[client.index] ?? 0;
  ports[client.index] = (used + 1) % PORTS;
  return { talk: author(random, client, answering, FIRST_PORT + used), client, answering };
}

function pickPart({ parts }: Mix, random: Random): number {
  let left = random.below(parts.reduce((sum, [weight]) => sum + weight, 0));
  return parts.findIndex(([weight]) => (left -= weight) < 0);
}

function fail(): never {
  throw new RangeError('a mix without parts');
}

/** A talk under way, and when its next packet is due. */
class Running {
  readonly number: number;
  readonly #packets: Generator<Packet>;
  readonly #there: Route;
  readonly #back: Route;
  #packet: Packet | undefined;
  due: number;

  constructor(number: number, time: number, talk: Talk, client: Host, answering: Host, packets: Generator<Packet>) {
    this.number = number;
    this.#packets = packets;
    const [fromPort, toPort] = [talk.clientPort, talk.serverPort];
    this.#there = { from: client, to: talk.group ?? answering, fromPort, toPort };
    this.#back = { from: answering, to: client, fromPort: toPort, toPort: fromPort };
    this.due = time;
    this.advance();
  }

  get over(): boolean {
    return this.#packet === undefined;
  }

  send(): Sent {
    const packet = this.#packet ?? fail();
    return { time: this.due, route: packet.side === 'client' ? this.#there : this.#back, packet };
  }

  advance(): void {
    const { done, value } = this.#packets.next();
    this.#packet = done === true ? undefined : value;
    this.due += this.#packet?.delay ?? 0;
  }
}

/** A binary heap of running talks, the next packet first; of two at the same time the older talk's. */
class Queue {
  readonly #heap: Running[] = [];

  add(running: Running): void {
    if (running.over) return;
    this.#heap.push(running);
    for (let at = this.#heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** All packets that are due before `time`. */
  *until(time: number): Generator<Sent> {
    for (let first = this.#heap[0]; first !== undefined && first.due < time; first = this.#heap[0]) {
      yield first.send();
      first.advance();
      if (first.over) this.#remove();
      this.#sink();
    }
  }

  #remove(): void {
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#heap[0] = last;
  }

  #sink(): void {
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] ?? fail(), this.#heap[b] ?? fail()];
    return one.due < other.due || (one.due === other.due && one.number < other.number);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] ?? fail(), this.#heap[a] ?? fail()];
  }
}
