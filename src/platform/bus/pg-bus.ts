/** The bus on PostgreSQL's tables. A server that is away is waited for; a message that cannot be handled is set aside. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { AppError } from '../../lib/errors.ts';
import type { Database } from '../store/database.ts';
import { isPassing } from '../store/failure.ts';
import { ensureHour, hourNow, insertMessages } from './bus.store.ts';
import type { Bus, Consumption, Handler, Outgoing } from './bus.ts';
import { consumeFrom, type Wakening } from './consumer.ts';
import { listen, type Listening, notify } from './notices.ts';

export interface PgBusOptions {
  /** Told, in a sentence, of messages that are set aside. */
  readonly say?: (line: string) => void;
  /** How long `publish` goes on trying while the server is away. */
  readonly patienceMs?: number;
}

const RETRY_MS = 200;
/** PostgreSQL's code for a row that no partition takes. */
const NO_PARTITION = '23514';

export class PgBus implements Bus {
  readonly #db: Database;
  readonly #url: string;
  readonly #say: (line: string) => void;
  readonly #patienceMs: number;
  /** The hour whose partition is known to be there. */
  #hour = Number.NaN;

  /** `url`: of the same database, for a connection of its own that listens. */
  constructor(db: Database, url: string, { say = () => undefined, patienceMs = 60_000 }: PgBusOptions = {}) {
    this.#db = db;
    this.#url = url;
    this.#say = say;
    this.#patienceMs = patienceMs;
  }

  /** Throws `unavailable` when the server stays away. */
  async publish(topic: string, messages: readonly Outgoing[]): Promise<void> {
    if (messages.length === 0) return;
    for (const until = Date.now() + this.#patienceMs; ; await sleep(RETRY_MS)) {
      try {
        await this.#publishOnce(topic, messages);
        return;
      } catch (error) {
        const lost = error instanceof DatabaseError && error.code === NO_PARTITION;
        // Its partition was dropped: the clock has jumped.
        if (lost) this.#hour = Number.NaN;
        if (!lost && !isPassing(error)) throw error;
        if (Date.now() > until) {
          throw new AppError('unavailable', `The database has not answered for ${this.#patienceMs / 1000} s`, {
            cause: error,
          });
        }
      }
    }
  }

  consume(topic: string, consumer: string, handler: Handler): Consumption {
    const waking = new Waking();
    const listening: Listening = listen(this.#url, channelOf(topic), () => waking.wake());
    const consumption = consumeFrom({ db: this.#db, topic, consumer, handler, waking, say: this.#say });
    const ended = closeAfter(consumption.ended, listening);
    // Whoever does not look at `ended` learns of it from `stop`.
    ended.catch(() => undefined);
    return {
      ended,
      stop: async () => {
        await consumption.stop();
        await ended;
      },
    };
  }

  async #publishOnce(topic: string, messages: readonly Outgoing[]): Promise<void> {
    const hour = hourNow();
    if (hour !== this.#hour) await ensureHour(this.#db, hour);
    this.#hour = hour;
    await this.#db.transaction().execute(async (transaction) => {
      await insertMessages(transaction, topic, hour, messages);
      await notify(transaction, channelOf(topic));
    });
  }
}

const channelOf = (topic: string): string => `bus ${topic}`;

async function closeAfter(ended: Promise<void>, listening: Listening): Promise<void> {
  try {
    await ended;
  } finally {
    await listening.stop();
  }
}

/** Remembers that it was woken until somebody waits. */
class Waking implements Wakening {
  #woken = false;
  #resolve: (() => void) | null = null;

  wake(): void {
    this.#woken = true;
    this.#resolve?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#woken) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#resolve = resolve;
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
      this.#resolve = null;
    }
    this.#woken = false;
  }
}
