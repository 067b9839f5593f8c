/** Slows down whoever guesses: after some free tries each next one has to wait twice as long, up to a bound. */
interface Count {
  tries: number;
  /** When the next try is looked at. */
  until: number;
  last: number;
}

export interface ThrottleOptions {
  /** Tries before the first wait. */
  readonly free: number;
  /** The longest wait, in milliseconds: nobody is locked out for ever. */
  readonly longest: number;
}

/** Names that are remembered; the one that was quiet for longest is forgotten for a new one. */
const MAX_NAMES = 20_000;
/** Milliseconds of quiet after which tries are forgotten. */
const FORGOTTEN = 3_600_000;
const FIRST_WAIT = 1000;

export class Throttle {
  readonly #options: ThrottleOptions;
  /** The last to try stands last. */
  readonly #counts = new Map<string, Count>();

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** Times are milliseconds of a clock that is never set back. How long `name` has to wait; 0 when it may try. Asking costs nothing and prolongs nothing. */
  wait(name: string, now: number): number {
    return Math.max(0, (this.#counts.get(name)?.until ?? 0) - now);
  }

  /** Counts a try, before it is known whether it succeeds: many at once are no way around. */
  count(name: string, now: number): void {
    const known = this.#counts.get(name);
    const tries = known === undefined || now - known.last > FORGOTTEN ? 1 : known.tries + 1;
    const over = tries - this.#options.free;
    const wait = over < 0 ? 0 : Math.min(this.#options.longest, FIRST_WAIT * 2 ** Math.min(over, 30));
    this.#counts.delete(name);
    this.#counts.set(name, { tries, until: now + wait, last: now });
    if (this.#counts.size <= MAX_NAMES) return;
    const { value: oldest } = this.#counts.keys().next();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }

  /** The last try succeeded, and others of the same name are still remembered. */
  forgive(name: string): void {
    const known = this.#counts.get(name);
    if (known === undefined) return;
    known.tries -= 1;
    known.until = 0;
  }

  /** It succeeded, and nothing is held against it. */
  forget(name: string): void {
    this.#counts.delete(name);
  }
}
