/** Whether a device is there, from when it was last heard and from whether anybody listens. Times are microseconds since 1970. */
import type { PresenceState } from './history.contract.ts';

const SECOND = 1_000_000;
/** Heard within: many devices speak only when they renew an address or report, every few minutes. */
export const HERE = 15 * 60 * SECOND;
/** Heard within: a device that is used by day is not lost at night. */
export const QUIET = 24 * 3600 * SECOND;

/** `watched`: whether a sensor listens at the moment; without one, silence says nothing. */
export function presenceState(last: number, now: number, watched: boolean): PresenceState {
  if (!watched) return 'unwatched';
  if (last >= now - HERE) return 'here';
  return last >= now - QUIET ? 'quiet' : 'gone';
}
