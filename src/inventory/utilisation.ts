/**
 * When a device is used, and when it can be left alone: hours of a week in which it was never used although somebody
 * listened. What counts as use is what it does for patients, never that it talks.
 */
import { localHours } from '../lib/zone.ts';
import { isoTime } from '../lib/time.ts';
import type { Utilisation } from './history.contract.ts';

/** Hours are counted since 1970, in UTC. */
export interface HourOfUse {
  readonly hour: number;
  /** Whether anything listened where the device is. */
  readonly watched: boolean;
  /** Clinical messages and objects that it sent. */
  readonly messages: number;
  readonly exams: number;
}

type Quiet = Utilisation['quiet'][number];
type WeekHour = { watched: number; used: number };

const DAYS = 7;
const HOURS = 24;
const WEEK = DAYS * HOURS;
/** An hour of the week that was watched less often may be quiet by chance. */
const LEAST_WATCHED = 2;
/** Shorter ones are of no use to whoever plans work on a device. */
const LEAST_QUIET = 2;
/** More are listed nowhere. */
const MAX_QUIET = 30;
const MICROSECONDS = 3600 * 1_000_000;

export function utilisationOf(hours: readonly HourOfUse[], zone: string, now: number): Utilisation {
  const at = localHours(zone);
  const week = Array.from({ length: WEEK }, (): WeekHour => ({ watched: 0, used: 0 }));
  const days = new Map<string, Utilisation['days'][number]>();
  for (const { hour, watched, messages, exams } of hours) {
    const { day, weekday, hour: within } = at(hour);
    const used = messages > 0 || exams > 0;
    const slot = week[weekday * HOURS + within];
    if (slot !== undefined && (watched || used)) {
      slot.watched += 1;
      slot.used += Number(used);
    }
    const known = days.get(day) ?? { day, exams: 0, messages: 0, hoursUsed: 0, hoursWatched: 0 };
    days.set(day, {
      day,
      exams: known.exams + exams,
      messages: known.messages + messages,
      hoursUsed: known.hoursUsed + Number(used),
      hoursWatched: known.hoursWatched + Number(watched || used),
    });
  }
  const quiet = quietTimes(week);
  const listed = [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const exams = listed.reduce((sum, it) => sum + it.exams, 0);
  const messages = listed.reduce((sum, it) => sum + it.messages, 0);
  const enough = messages + exams > 0 && week.some(({ watched }) => watched >= LEAST_WATCHED);
  return {
    zone,
    enough,
    sentence: sentenceOf(week, listed, exams, messages, quiet),
    exams,
    messages,
    days: listed,
    week: Array.from({ length: DAYS }, (_, day) => week.slice(day * HOURS, (day + 1) * HOURS).map(shareOf)),
    quiet: enough ? quiet : [],
    next: enough ? nextQuiet(quiet, at, now) : null,
  };
}

const shareOf = ({ watched, used }: WeekHour): number | null => (watched === 0 ? null : used / watched);
const isQuiet = (slot: WeekHour | undefined) => slot !== undefined && slot.watched >= LEAST_WATCHED && slot.used === 0;

/** Runs of quiet hours; Sunday night goes on into Monday. */
function quietTimes(week: readonly WeekHour[]): Quiet[] {
  const start = week.findIndex((slot) => !isQuiet(slot));
  if (start === -1) return [quietOf(week, 0, WEEK)];
  const found: Quiet[] = [];
  let length = 0;
  for (let step = 1; step <= WEEK; step += 1) {
    if (isQuiet(week[(start + step) % WEEK])) {
      length += 1;
      continue;
    }
    if (length >= LEAST_QUIET) found.push(quietOf(week, (start + step - length) % WEEK, length));
    length = 0;
  }
  return found.toSorted((a, b) => b.hours - a.hours || a.weekday - b.weekday).slice(0, MAX_QUIET);
}

function quietOf(week: readonly WeekHour[], start: number, hours: number): Quiet {
  const slots = Array.from({ length: hours }, (_, step) => week[(start + step) % WEEK]?.watched ?? 0);
  const weeks = Math.min(...slots);
  return {
    weekday: Math.floor(start / HOURS),
    from: start % HOURS,
    hours,
    because: `It did nothing for a patient in these hours in any of the ${weeks} weeks that were watched.`,
  };
}

function nextQuiet(quiet: readonly Quiet[], at: ReturnType<typeof localHours>, now: number): Utilisation['next'] {
  const hour = Math.floor(now / MICROSECONDS);
  // A week from now has every hour of a week, and one more where clocks are put back.
  for (let step = 0; step <= WEEK; step += 1) {
    const { weekday, hour: within } = at(hour + step);
    const position = weekday * HOURS + within;
    for (const { weekday: day, from, hours } of quiet) {
      const into = (position - (day * HOURS + from) + WEEK) % WEEK;
      if (into < hours) {
        const begins = hour + step - (step === 0 ? into : 0);
        return { from: isoTime(begins * MICROSECONDS), until: isoTime((hour + step - into + hours) * MICROSECONDS) };
      }
    }
  }
  return null;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function sentenceOf(
  week: readonly WeekHour[],
  days: Utilisation['days'],
  exams: number,
  messages: number,
  quiet: readonly Quiet[],
): string {
  if (messages + exams === 0) {
    return 'It sent nothing for a patient that Wardline can read, so from the network alone its use cannot be told.';
  }
  const watched = days.filter(({ hoursWatched }) => hoursWatched > 0).length;
  if (!week.some((slot) => slot.watched >= LEAST_WATCHED)) {
    return `Too little was seen to say when it is free: ${plural(watched, 'day')}, and no hour of a week twice.`;
  }
  const used = days.reduce((sum, { hoursUsed }) => sum + hoursUsed, 0);
  const usual = `It is used ${oneDecimal(used / Math.max(1, watched))} hours a day${exams > 0 ? ` for about ${oneDecimal(exams / Math.max(1, watched))} exams` : ''}`;
  const [longest] = quiet;
  if (longest === undefined) return `${usual}, and no hours were found in which it is always free.`;
  if (longest.hours === WEEK) return `${usual}.`;
  return `${usual}. Its longest quiet time begins on ${WEEKDAYS[longest.weekday]} at ${longest.from}:00 and lasts ${plural(longest.hours, 'hour')}.`;
}

const oneDecimal = (value: number) => String(Math.round(value * 10) / 10);
const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
