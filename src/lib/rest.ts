/** Waits between two rounds of a loop that may be told to end. */
import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after `milliseconds`, or at once when `signal` says to end; whether the time went by. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(Math.max(0, milliseconds), undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
