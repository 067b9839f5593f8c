/** How fast a counter grows, from the readings of the last minute. */

export interface Reading {
  readonly frames: number;
  readonly bytes: number;
}

export interface Rates {
  readonly framesPerSecond: number;
  readonly bytesPerSecond: number;
}

const SECOND = 1_000_000;
/** Readings closer together are as good as one. */
const LEAST_APART = 2 * SECOND;
const KEPT = 60 * SECOND;

export class Rate {
  readonly #readings: (Reading & { readonly at: number })[] = [];

  /** Undefined until two readings lie far enough apart. `at`: microseconds since 1970. */
  note(reading: Reading, at: number): Rates | undefined {
    const newest = this.#readings.at(-1);
    // A counter that falls began anew: an hour left the sum, or the clock was set back.
    if (newest !== undefined && (reading.frames < newest.frames || at < newest.at)) this.#readings.length = 0;
    if (newest === undefined || at - newest.at >= LEAST_APART) this.#readings.push({ ...reading, at });
    while ((this.#readings[0]?.at ?? at) < at - KEPT && this.#readings.length > 2) this.#readings.shift();
    const [oldest] = this.#readings;
    if (oldest === undefined || at - oldest.at < LEAST_APART) return undefined;
    const seconds = (at - oldest.at) / SECOND;
    return {
      framesPerSecond: (reading.frames - oldest.frames) / seconds,
      bytesPerSecond: Math.max(0, reading.bytes - oldest.bytes) / seconds,
    };
  }
}
