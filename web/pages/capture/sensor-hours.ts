/** What a sensor saw and lost by the hour, made ready to be drawn and said. */
import type { SensorHour } from '../../../src/capture/sensor.contract.ts';
import type { Tone } from '../../charts/stacked-bar.tsx';

const HOUR = 3_600_000;

/** Packets of each of the last `hours` up to `now` (milliseconds since 1970); null where nobody listened. */
export function courseOf(all: readonly SensorHour[], hours: number, now: number): (number | null)[] {
  const byHour = new Map(all.map((it) => [Math.floor(Date.parse(it.hour) / HOUR), it]));
  const last = Math.floor(now / HOUR);
  return Array.from({ length: hours }, (_, index) => {
    const it = byHour.get(last - hours + 1 + index);
    // An hour that was listened to in part only, as the present one, is drawn as if it had been whole.
    return it === undefined || it.seconds <= 0 ? null : (it.frames / it.seconds) * 3600;
  });
}

export interface LossKind {
  readonly kind: 'dropped' | 'gaps' | 'unreadable' | 'shed' | 'untracked';
  readonly title: string;
  readonly advice: string;
  readonly tone: Tone;
}

const KINDS: readonly LossKind[] = [
  {
    kind: 'dropped',
    title: 'Packets that came too fast',
    advice: 'Give the machine another core, or mirror fewer ports to this interface.',
    tone: 'bad',
  },
  {
    kind: 'gaps',
    title: 'Holes in streams',
    advice: 'They were lost before they came here: a mirror port that is fuller than its line drops packets.',
    tone: 'weak',
  },
  {
    kind: 'unreadable',
    title: 'Packets that could not be read',
    advice: 'Often a tunnel or a header that Wardline does not know, or packets cut short by the mirror.',
    tone: 'unknown',
  },
  {
    kind: 'shed',
    title: 'Conversations given up',
    advice: 'The memory of the sensor ran short: split the traffic over two interfaces.',
    tone: 'plain',
  },
  {
    kind: 'untracked',
    title: 'Packets of more devices than can be kept',
    advice: 'A scan, or a flood of made up addresses: look for who sends it.',
    tone: 'accent',
  },
];

/** What was lost over all of `hours`, by kind; kinds of which nothing was lost are left out. */
export function lossesOf(hours: readonly SensorHour[]): (LossKind & { readonly count: number })[] {
  return KINDS.map((it) => ({ ...it, count: hours.reduce((sum, hour) => sum + hour[it.kind], 0) })).filter(
    ({ count }) => count > 0,
  );
}
