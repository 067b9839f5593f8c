/**
 * How often one may try to log in. The same person at the same place waits longest; an account that is attacked from many
 * places waits half a minute at most, so that its owner still comes in; an address that tries many accounts a minute.
 */
import { AppError } from '../../lib/errors.ts';
import type { Exchange } from '../http/endpoint.ts';
import { Throttle } from './throttle.ts';

export class LogInLimits {
  readonly #pair = new Throttle({ free: 5, longest: 15 * 60_000 });
  readonly #login = new Throttle({ free: 20, longest: 30_000 });
  readonly #address = new Throttle({ free: 30, longest: 60_000 });

  /** Counts a try. @throws AppError when it comes too early */
  try(login: string, exchange: Exchange, now = performance.now()): void {
    const { address } = exchange;
    const pair = `${address} ${login}`;
    const wait = Math.max(this.#pair.wait(pair, now), this.#login.wait(login, now), this.#address.wait(address, now));
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      exchange.setHeader('retry-after', String(seconds));
      throw new AppError('too-many', `Too many tries. Wait ${inWords(seconds)}, then try again.`);
    }
    this.#pair.count(pair, now);
    this.#login.count(login, now);
    this.#address.count(address, now);
  }

  succeeded(login: string, { address }: Exchange): void {
    this.#pair.forget(`${address} ${login}`);
    this.#login.forget(login);
    this.#address.forgive(address);
  }
}

function inWords(seconds: number): string {
  if (seconds === 1) return 'a second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
