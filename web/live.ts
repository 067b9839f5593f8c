/**
 * Hears from the server that something became different (server-sent events). When the stream breaks, pages ask anew every
 * few seconds instead, and the foot of the rail says so. One stream for the tab, whatever is shown.
 */
import { useSyncExternalStore } from 'react';
import { NOBODY_EVENT } from './api.ts';

export interface Live {
  /** `polling`: the stream is broken, and the server is asked now and then. */
  readonly state: 'connecting' | 'live' | 'polling';
  /** Counts up with whatever became different, a few times a minute at most. */
  readonly changes: number;
}

/** Pages ask anew no more often than this, however much happens. */
const PACE_MS = 3000;
const POLL_MS = 10_000;
/** A stream that breaks for shorter than this, as when the server is started again, is not worth a word. */
const PATIENCE_MS = 4000;

/** What the stream speaks of: the events' names. */
export const TOPICS = [
  'device',
  'finding',
  'flow',
  'capture',
  'sensor',
  'import',
  'switch',
  'setting',
  'intel',
  'resync',
] as const;

let live: Live = { state: 'connecting', changes: 0 };
const listeners = new Set<() => void>();
let source: EventSource | undefined;
let paced: ReturnType<typeof setTimeout> | undefined;
let poll: ReturnType<typeof setInterval> | undefined;
let broken: ReturnType<typeof setTimeout> | undefined;

export function useLive(): Live {
  return useSyncExternalStore(subscribe, () => live);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) begin();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) end();
  };
}

function begin(): void {
  source = new EventSource('/api/events');
  source.addEventListener('open', () => {
    clearTimeout(broken);
    broken = undefined;
    clearInterval(poll);
    poll = undefined;
    // What happened while nobody heard is asked for once.
    if (live.state === 'polling') changed();
    become({ state: 'live' });
  });
  source.addEventListener('error', () => {
    // A browser tries again by itself, unless the server refused: as it does when the session has ended.
    if (source?.readyState === EventSource.CLOSED) {
      dispatchEvent(new Event(NOBODY_EVENT));
      setTimeout(again, POLL_MS);
    }
    broken ??= setTimeout(() => {
      become({ state: 'polling' });
      poll ??= setInterval(changed, POLL_MS);
    }, PATIENCE_MS);
  });
  for (const topic of TOPICS) source.addEventListener(topic, changed);
}

function again(): void {
  if (listeners.size === 0 || source?.readyState !== EventSource.CLOSED) return;
  source.close();
  begin();
}

function end(): void {
  source?.close();
  for (const timer of [paced, poll, broken]) clearTimeout(timer);
  [source, paced, poll, broken] = [undefined, undefined, undefined, undefined];
}

/** Many at once are told as one, at the end of their pace. */
function changed(): void {
  paced ??= setTimeout(() => {
    paced = undefined;
    become({ changes: live.changes + 1 });
  }, PACE_MS);
}

function become(part: Partial<Live>): void {
  live = { ...live, ...part };
  for (const listener of listeners) listener();
}
