/** What the clock on the wall shows, for hours counted since 1970 in UTC. */

export interface LocalHour {
  /** `2026-03-29`. */
  readonly day: string;
  /** 0 is Monday. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
}

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

/** The zone that this machine is set to. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Reads hours of one zone. Asking for the offset of each hour is slow, so it is asked for at both ends of a day, and hour by
 * hour only where the clocks are changed in between. Throws a `RangeError` for a zone that does not exist.
 */
export function localHours(zone: string): (hour: number) => LocalHour {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const offsetAt = (hour: number): number => offsets.getOrInsertComputed(hour, () => offsetOf(format, hour));
  return (hour) => {
    const midnight = Math.floor(hour / HOURS_A_DAY) * HOURS_A_DAY;
    const same = offsetAt(midnight) === offsetAt(midnight + HOURS_A_DAY);
    return localHour(hour * HOUR_MS + (same ? offsetAt(midnight) : offsetAt(hour)));
  };
}

/** Milliseconds east of UTC. */
function offsetOf(format: Intl.DateTimeFormat, hour: number): number {
  const name = format.formatToParts(hour * HOUR_MS).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function localHour(shifted: number): LocalHour {
  const date = new Date(shifted);
  // In JavaScript 0 is Sunday.
  return { day: date.toISOString().slice(0, 10), weekday: (date.getUTCDay() + 6) % 7, hour: date.getUTCHours() };
}
