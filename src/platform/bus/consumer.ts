/** Reads a topic for a group, batch by batch: the batch's work and the group's position are one transaction. */
import { isPassing } from '../store/failure.ts';
import type { Database } from '../store/database.ts';
import { messagesAfter, moveCursor, setAside, takeTurn } from './bus.store.ts';
import type { Consumption, Handler, Message } from './bus.ts';

export interface Wakening {
  wake(): void;
  /** Resolves when woken (also when that was before), at the latest after `ms`. */
  wait(ms: number): Promise<void>;
}

export interface Reading {
  readonly db: Database;
  readonly topic: string;
  readonly consumer: string;
  readonly handler: Handler;
  readonly waking: Wakening;
  readonly say: (line: string) => void;
}

/** How often a message is tried alone before it is set aside. */
const MAX_ATTEMPTS = 3;
/** How long a notice may be missed for. */
const POLL_MS = 1000;
/** After a failure, and while the server is away. */
const RETRY_MS = 200;
const MAX_REASON = 2000;

type Turn = 'worked' | 'idle' | 'failed';

export function consumeFrom(reading: Reading): Consumption {
  const stopping = new AbortController();
  const ended = run(reading, stopping.signal);
  return {
    ended,
    stop: async () => {
      stopping.abort();
      reading.waking.wake();
      await ended;
    },
  };
}

async function run(reading: Reading, signal: AbortSignal): Promise<void> {
  const progress = new Progress();
  while (!signal.aborted) {
    const turn = await takeOneTurn(reading, progress);
    if (signal.aborted) return;
    if (turn === 'idle') await reading.waking.wait(POLL_MS);
    if (turn === 'failed') await reading.waking.wait(RETRY_MS);
  }
}

/** What went wrong before, so that a batch with a bad message in it is taken message by message. */
class Progress {
  /** Up to this message, one at a time. */
  aloneUntil = 0;
  failing = 0;
  attempts = 0;

  failed(batch: readonly Message[]): number {
    const [first, last] = [batch[0]?.seq ?? 0, batch.at(-1)?.seq ?? 0];
    if (batch.length > 1) {
      this.aloneUntil = Math.max(this.aloneUntil, last);
      return 0;
    }
    this.attempts = this.failing === first ? this.attempts + 1 : 1;
    this.failing = first;
    return this.attempts;
  }
}

async function takeOneTurn(reading: Reading, progress: Progress): Promise<Turn> {
  const { db, topic, consumer, handler } = reading;
  let batch: Message[] = [];
  try {
    return await db.transaction().execute(async (transaction) => {
      const seq = await takeTurn(transaction, topic, consumer);
      if (seq === null) return 'idle';
      batch = await messagesAfter(transaction, topic, seq, seq < progress.aloneUntil ? 1 : undefined);
      const last = batch.at(-1);
      if (last === undefined) return 'idle';
      await handler(batch, transaction);
      await moveCursor(transaction, topic, consumer, last.seq);
      return 'worked';
    });
  } catch (error) {
    if (isPassing(error)) return 'failed';
    // Without a message to blame it is a fault of ours.
    if (batch.length === 0) throw error;
    const [only] = batch;
    if (progress.failed(batch) >= MAX_ATTEMPTS && only !== undefined) return await giveUp(reading, only, error);
    return 'failed';
  }
}

async function giveUp({ db, topic, consumer, say }: Reading, message: Message, error: unknown): Promise<Turn> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON);
  try {
    await db.transaction().execute(async (transaction) => {
      // Another consumer of the group may have taken its turn meanwhile, and have managed.
      const seq = await takeTurn(transaction, topic, consumer);
      if (seq === null || seq >= message.seq) return;
      await setAside(transaction, topic, consumer, message, reason);
      await moveCursor(transaction, topic, consumer, message.seq);
      say(`A message of ${topic} (${message.id}) could not be taken in and was set aside: ${reason}`);
    });
    return 'worked';
  } catch (failure) {
    if (isPassing(failure)) return 'failed';
    throw failure;
  }
}
