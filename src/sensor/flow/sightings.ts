/** Who was seen on the wire: which hardware address sent packets from which internet address, when and how often. */
import { MAX_SIGHTINGS } from '../../lib/limits.ts';
import { PairIndex } from '../../lib/pair-index.ts';

/** One pair. Times are microseconds since 1970. */
export class Sighting {
  readonly mac: number;
  readonly host: number;
  readonly capture: number;
  readonly frame: number;
  readonly first: number;
  last: number;
  packets = 0;
  /** The highest time to live. */
  ttl = 0;

  constructor(mac: number, host: number, capture: number, frame: number, time: number) {
    this.mac = mac;
    this.host = host;
    this.capture = capture;
    this.frame = frame;
    this.first = time;
    this.last = time;
  }

  note(ttl: number, time: number): void {
    this.packets += 1;
    if (ttl > this.ttl) this.ttl = ttl;
    if (time > this.last) this.last = time;
  }
}

export class Sightings {
  readonly #index = new PairIndex(MAX_SIGHTINGS);
  readonly #all: Sighting[] = [];

  /** The sighting of a pair of numbers of the host tables; a new one begins with this frame. -1 when there is no room. */
  at(mac: number, host: number, capture: number, frame: number, time: number): number {
    const id = this.#index.id(mac, host);
    if (id === this.#all.length) this.#all.push(new Sighting(mac, host, capture, frame, time));
    return id;
  }

  get(id: number): Sighting {
    const sighting = this.#all[id];
    if (sighting === undefined) throw new RangeError(`there is no sighting ${id}`);
    return sighting;
  }

  /** In order of appearance. */
  all(): readonly Sighting[] {
    return this.#all;
  }
}
