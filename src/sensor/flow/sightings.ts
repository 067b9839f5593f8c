/** Who was seen on the wire: which hardware address sent packets from which internet address, when and how often. */
import { MAX_SIGHTINGS } from '../../lib/limits.ts';
import { PairIndex } from '../../lib/pair-index.ts';

/** One pair, and its packets since they were last told. Times are microseconds since 1970. */
export class Sighting {
  readonly mac: number;
  readonly host: number;
  capture = 0;
  frame = 0;
  first = 0;
  last = 0;
  packets = 0;
  /** The highest time to live. */
  ttl = 0;

  constructor(mac: number, host: number) {
    this.mac = mac;
    this.host = host;
  }

  /** What follows is counted anew. */
  rest(): void {
    this.packets = 0;
    this.ttl = 0;
  }
}

export class Sightings {
  readonly #index = new PairIndex(MAX_SIGHTINGS);
  readonly #all: (Sighting | undefined)[] = [];
  /** Those with packets that were not told yet, in order of appearance. */
  #fresh: Sighting[] = [];

  /** All numbers in use are below it. */
  get size(): number {
    return this.#index.size;
  }

  get used(): number {
    return this.#index.used;
  }

  /** How many have packets that were not told yet. */
  get freshCount(): number {
    return this.#fresh.length;
  }

  /** The sighting of a pair of numbers of the host tables; -1 when there is no room. */
  at(mac: number, host: number): number {
    const id = this.#index.id(mac, host);
    if (id >= 0) this.#all[id] ??= new Sighting(mac, host);
    return id;
  }

  /** Counts one packet. */
  note(id: number, ttl: number, capture: number, frame: number, time: number): void {
    const sighting = this.get(id);
    if (sighting.packets === 0) {
      sighting.capture = capture;
      sighting.frame = frame;
      sighting.first = time;
      sighting.last = time;
      this.#fresh.push(sighting);
    }
    sighting.packets += 1;
    if (ttl > sighting.ttl) sighting.ttl = ttl;
    if (time > sighting.last) sighting.last = time;
  }

  get(id: number): Sighting {
    const sighting = this.#all[id];
    if (sighting === undefined) throw new RangeError(`there is no sighting ${id}`);
    return sighting;
  }

  /** Those with packets since this was last asked, in order of appearance. Whoever tells of one lets it {@link Sighting.rest}. */
  takeFresh(): readonly Sighting[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** The sighting keeps its number until as many {@link release} it. */
  retain(id: number): void {
    this.#index.retain(id);
  }

  release(id: number): void {
    this.#index.release(id);
  }

  /** Forgets and returns sighting `id` when it was told, nobody retains it, and its last packet came before `time`. */
  forgetIdle(id: number, time: number): Sighting | undefined {
    const sighting = this.#all[id];
    if (sighting === undefined || sighting.packets > 0 || sighting.last >= time || !this.#index.isIdle(id))
      return undefined;
    this.#index.forget(id);
    this.#all[id] = undefined;
    return sighting;
  }
}
