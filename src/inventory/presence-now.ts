/** Whether a device is there at the moment, and why we think so: silence has several causes, and some of them are ours. */
import { isoTime } from '../lib/time.ts';
import type { PresenceNow } from './history.contract.ts';
import { presenceState } from './presence-state.ts';

export interface PresenceFacts {
  readonly now: number;
  /** Microseconds since 1970. */
  readonly last: number;
  /** Since when it has been heard without a longer pause; null when that is not known. */
  readonly since: number | null;
  /** Whether a sensor listens anywhere. */
  readonly watched: boolean;
  /** The sensor that heard it last, with what is the matter with it; null where it came from a capture. */
  readonly sensor: { readonly name: string; readonly listening: boolean; readonly trouble: string | null } | null;
  /** Since when a switch has no longer seen it at its port, when that was after it was last heard. */
  readonly port: string | null;
  /** Another device that took its address afterwards. */
  readonly successor: string | null;
}

export function presenceNow(facts: PresenceFacts): PresenceNow {
  const { now, last, since, watched } = facts;
  const blind = facts.sensor !== null && !facts.sensor.listening;
  const state = presenceState(last, now, watched && !blind);
  return { state, since: isoTime(state === 'here' ? (since ?? last) : last), because: reasonOf(facts, state, blind) };
}

function reasonOf(facts: PresenceFacts, state: PresenceNow['state'], blind: boolean): string {
  const { sensor, watched, port, successor } = facts;
  if (state === 'here') return 'It was heard within the last 15 minutes.';
  if (blind && sensor !== null) {
    const trouble = sensor.trouble === null ? 'does not listen at the moment' : `has a problem: ${sensor.trouble}`;
    return `We cannot know: ${sensor.name}, which heard it last, ${trouble.replace(/\.$/, '')}.`;
  }
  if (!watched) return 'We cannot know: no sensor listens at the moment.';
  if (successor !== null) return `Its address is used by ${successor} now: it was replaced, switched off or moved.`;
  if (port !== null) return `It is silent, and was last seen at ${port}.`;
  if (state === 'quiet')
    return 'It is silent, and was heard within a day: it may sleep, be switched off or stand where no sensor listens.';
  return 'It has been silent for more than a day: it may be switched off, unplugged, or stand where no sensor listens.';
}
