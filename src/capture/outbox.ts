/**
 * Windows on their way to the bus. While the database is away they wait here, as many as there is room for; a capture then
 * waits with them, a network does not: what is lost is counted, and told with the next window that gets through.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../lib/errors.ts';
import type { Bus, Outgoing } from '../platform/bus/bus.ts';
import { type SensorWindow, WINDOWS } from '../sensor/window.ts';

/** Bytes that may wait: a busy network for some minutes. */
const MAX_WAITING = 64 * 1024 * 1024;
/** A capture is not read on while more than this wait. */
const ENOUGH = 16 * 1024 * 1024;
const MAX_BATCH = 64;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const RETRY_MS = 1000;

export interface OutboxOptions {
  readonly bus: Pick<Bus, 'publish'>;
  /** Windows below it are known already. */
  readonly from: number;
  /** Bytes that may wait; {@link MAX_WAITING} unless told. */
  readonly limit?: number;
  /** Hears, in a sentence, that windows wait or were lost; null when all got through. */
  readonly onTrouble: (trouble: string | null) => void;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #limit: number;
  readonly #waiting: Outgoing[] = [];
  #bytes = 0;
  #sending: Promise<void> | undefined;
  /** Frames of windows that were thrown away: not told yet in a window, and since the database went away. */
  #lost = 0;
  #lostMeanwhile = 0;
  #late = false;
  #told: string | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#limit = options.limit ?? MAX_WAITING;
  }

  add(window: SensorWindow): void {
    if (window.number < this.#options.from) return;
    if (this.#bytes >= this.#limit) {
      this.#lost += window.frames + window.dropped;
      this.#lostMeanwhile += window.frames + window.dropped;
      this.#tell();
      return;
    }
    const told = this.#lost === 0 ? window : { ...window, dropped: window.dropped + this.#lost };
    this.#lost = 0;
    const body = Buffer.from(JSON.stringify(told));
    this.#bytes += body.length;
    this.#waiting.push({ id: `${window.source}:${window.number}`, body });
    this.#sending ??= this.#send();
  }

  /** Resolves when there is room for what a capture brings. */
  async room(): Promise<void> {
    while (this.#bytes > ENOUGH) await sleep(10);
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  async #send(): Promise<void> {
    // Bounded by what waits: each round sends some of it, or waits for the database.
    while (this.#waiting.length > 0) {
      const batch = this.#batch();
      try {
        await this.#options.bus.publish(WINDOWS, batch);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'unavailable')) throw error;
        this.#late = true;
        this.#tell();
        await sleep(RETRY_MS);
        continue;
      }
      this.#waiting.splice(0, batch.length);
      for (const { body } of batch) this.#bytes -= body.length;
      this.#late = false;
      this.#tell();
    }
    this.#sending = undefined;
  }

  #batch(): readonly Outgoing[] {
    let bytes = 0;
    let length = 0;
    for (const { body } of this.#waiting.slice(0, MAX_BATCH)) {
      if (length > 0 && bytes + body.length > MAX_BATCH_BYTES) break;
      bytes += body.length;
      length += 1;
    }
    return this.#waiting.slice(0, length);
  }

  /** Tells what is the matter, once; and once that it is over. What was lost stands in the windows. */
  #tell(): void {
    const away = this.#late || this.#bytes >= this.#limit;
    const lost =
      this.#lostMeanwhile > 0 ? ` ${this.#lostMeanwhile} packets could not be kept and are counted as lost.` : '';
    const trouble = away ? `The database does not answer; what is heard waits for it.${lost}` : null;
    if (!away) this.#lostMeanwhile = 0;
    if (trouble === this.#told) return;
    this.#told = trouble;
    this.#options.onTrouble(trouble);
  }
}
