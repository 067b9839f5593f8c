/** Waits for a database that is away: what a sensor's row must say at the end is not given up for a minute without a server. */
import { rest } from '../lib/rest.ts';
import { isPassing } from '../platform/store/failure.ts';

const RETRY_MS = 1000;

/** Tries until it works; once `signal` says that nobody waits, once more and then no longer. */
export async function untilDone(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  for (;;) {
    const last = signal.aborted;
    try {
      await act();
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (last) return;
      await rest(RETRY_MS, signal);
    }
  }
}
