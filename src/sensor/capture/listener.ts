/**
 * Listens to an interface for as long as it is wanted: it may not be there yet, go down, vanish and come back under the same
 * name. What is the matter is told in words.
 */
import { setImmediate as next, setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../lib/errors.ts';
import { Frame } from './frame.ts';
import { interfaceState } from './interface-state.ts';
import { Ring } from './ring.ts';
import type { FrameSink } from './tally.ts';

export interface ListenerSink extends FrameSink {
  /** The kernel could not hand over so many packets. */
  lose(packets: number): void;
  /** So many seconds more it was listened. */
  listen(seconds: number): void;
  /** About once a second. */
  tick(): void;
}

/** `down`: not there, or not up; it is listened again as soon as it is. `failed`: it cannot be listened to as things are. */
export type ListenerState = 'listening' | 'down' | 'failed';

export interface ListenerOptions {
  readonly name: string;
  readonly sink: ListenerSink;
  /** Hears of every change; `trouble` is a sentence, null where all is well. */
  readonly onState: (state: ListenerState, trouble: string | null) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const CHECK_EVERY = 1000;
const WAIT = 250;

export async function listenTo({ name, sink, onState, signal }: ListenerOptions): Promise<void> {
  const frame = new Frame();
  let told = '';
  const tell = (state: ListenerState, trouble: string | null): void => {
    if (told === `${state} ${trouble}`) return;
    told = `${state} ${trouble}`;
    onState(state, trouble);
  };
  // Bounded by the signal: each round waits for the interface, or listens until it vanishes.
  while (!signal.aborted) {
    const ring = opened(name, frame, tell);
    if (ring === undefined) {
      sink.tick();
      await sleep(CHECK_EVERY, undefined, { ref: true });
      continue;
    }
    await hear(ring, { name, sink, onState: tell, signal });
    sink.lose(await ring.close(sink));
  }
}

function opened(name: string, frame: Frame, tell: ListenerOptions['onState']): Ring | undefined {
  try {
    return Ring.open(name, frame);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    tell(error.code === 'not-found' ? 'down' : 'failed', error.message);
    return undefined;
  }
}

/** Until the interface vanishes or the signal says so. */
async function hear(ring: Ring, { name, sink, onState, signal }: ListenerOptions): Promise<void> {
  let checked = performance.now();
  let up = report(ring, name, onState) === 'up';
  while (!signal.aborted) {
    const frames = ring.drain(sink);
    const now = performance.now();
    if (now - checked >= CHECK_EVERY) {
      if (up) sink.listen((now - checked) / 1000);
      checked = now;
      sink.lose(ring.lost());
      const state = report(ring, name, onState);
      if (state === 'gone') return;
      up = state === 'up';
      sink.tick();
    }
    // Others have their turn as well: what was read is to be sent on.
    await (frames === 0 ? ring.wait(WAIT) : next());
  }
  if (up) sink.listen((performance.now() - checked) / 1000);
}

function report(ring: Ring, name: string, tell: ListenerOptions['onState']): 'up' | 'down' | 'gone' {
  const { index, up } = interfaceState(name);
  if (index !== ring.index) return 'gone';
  if (up) tell('listening', null);
  else tell('down', `${name} is down. It is listened to again as soon as it is up: sudo ip link set ${name} up`);
  return up ? 'up' : 'down';
}
