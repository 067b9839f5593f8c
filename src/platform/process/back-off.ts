/** How long to wait before a child is started again: hardly at first, longer each time that it does not last. */

/** Milliseconds. */
const SHORTEST = 100;
const LONGEST = 10_000;
/** Whoever ran for that long is well again. */
const WELL = 30_000;
/** So many ends in a row, each soon after its start, are a loop. */
export const LOOP = 5;

export class BackOff {
  #failures = 0;

  /** `ran`: milliseconds that it lived. How many to wait. */
  after(ran: number): number {
    this.#failures = ran >= WELL ? 1 : this.#failures + 1;
    return Math.min(LONGEST, SHORTEST * 2 ** (this.#failures - 1));
  }

  /** It ends again and again: somebody should be told. */
  get looping(): boolean {
    return this.#failures >= LOOP;
  }
}
