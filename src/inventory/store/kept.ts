/**
 * Keeps what is costly to read for a while that fits its cost, so that however many ask, no more than a small share of the
 * time is spent on it: what took 5 ms is kept for a tenth of a second, what took a quarter of a second for five.
 */

/** How long an answer counts as new, in times of what it took. */
const FRESH = 20;
/** How long one is given out while the next is being read, in the same measure. */
const STALE = 200;
/** In milliseconds: however dear it is, nobody is told what was so long ago. */
const LONGEST = 5000;

export class Kept<T> {
  readonly #read: () => Promise<T>;
  readonly #clock: () => number;
  #value: { readonly it: T; readonly at: number; readonly took: number } | undefined;
  #reading: Promise<T> | undefined;
  /** Counts how often it was dropped. */
  #generation = 0;

  /** `clock`: milliseconds, from any start. */
  constructor(read: () => Promise<T>, clock: () => number = () => performance.now()) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Waits only when there is nothing, or nothing of recent times. Rejects as the reading does. */
  async get(): Promise<T> {
    const value = this.#value;
    if (value === undefined) return await this.#renew();
    const age = this.#clock() - value.at;
    if (age < Math.min(value.took * FRESH, LONGEST)) return value.it;
    if (age > Math.min(value.took * STALE, 2 * LONGEST)) return await this.#renew();
    void Promise.allSettled([this.#renew()]); // Whoever asks next hears of it when this fails.
    return value.it;
  }

  /** What was read is no longer so, nor is what is being read. */
  drop(): void {
    this.#generation += 1;
    this.#value = undefined;
    this.#reading = undefined;
  }

  #renew(): Promise<T> {
    this.#reading ??= this.#measure(this.#generation);
    return this.#reading;
  }

  async #measure(generation: number): Promise<T> {
    const begun = this.#clock();
    try {
      const it = await this.#read();
      const at = this.#clock();
      if (generation === this.#generation) this.#value = { it, at, took: at - begun };
      return it;
    } catch (error) {
      if (generation === this.#generation) this.#value = undefined;
      throw error;
    } finally {
      if (generation === this.#generation) this.#reading = undefined;
    }
  }
}
