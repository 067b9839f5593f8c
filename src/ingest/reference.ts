/** A frame of a source, and which of two comes first. */
import { MAX_TIME } from './limits.ts';

export interface Reference {
  readonly source: number;
  readonly frame: number;
  /** Microseconds since 1970. */
  readonly time: number;
}

/** Frames of one source are in order; those of different ones are told apart by their clocks. */
export function earlier(a: Reference, b: Reference): boolean {
  return a.source === b.source ? a.frame < b.frame : a.time < b.time;
}

export const earliest = (a: Reference, b: Reference): Reference => (earlier(b, a) ? b : a);

export function referenceOf(at: { capture: number; frame: number; time: number }): Reference {
  return { source: at.capture, frame: at.frame, time: within(at.time) };
}

/** A packet's time as it can be kept. */
export const within = (time: number): number => Math.floor(Math.max(0, Math.min(MAX_TIME, time)));
