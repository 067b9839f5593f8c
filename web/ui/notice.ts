/** What was just done, said once at the foot of the window, with the way back where there is one. */
import { useSyncExternalStore } from 'react';

export interface Notice {
  readonly text: string;
  readonly tone: 'done' | 'failed';
  /** Takes back what was done. */
  readonly undo?: () => Promise<unknown>;
}

let now: Notice | undefined;
const listeners = new Set<() => void>();

/** Says `text`; what was said before gives way to it. */
export function notify(text: string, undo?: () => Promise<unknown>): void {
  show({ text, tone: 'done', ...(undo === undefined ? {} : { undo }) });
}

/** Says why something could not be done. */
export function notifyFailure(error: Error): void {
  show({ text: error.message, tone: 'failed' });
}

export function show(notice: Notice | undefined): void {
  now = notice;
  for (const listener of listeners) listener();
}

export function useNotice(): Notice | undefined {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
