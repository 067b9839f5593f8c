/** What a device did, as a picture of days and hours by the clock on the wall. */
import type { LocalHour } from '../lib/zone.ts';
import type { Activity } from './history.contract.ts';

/** Hours are counted since 1970, in UTC. */
export interface HourOfTraffic {
  readonly hour: number;
  readonly bytes: number;
  readonly conversations: number;
  readonly items: number;
}

type Day = Activity['days'][number];

const HOURS = 24;
const DAY_MS = 86_400_000;

/** From the first day with traffic to the last with traffic or somebody who listened; empty without any traffic. */
export function activityOf(
  traffic: readonly HourOfTraffic[],
  watched: ReadonlySet<number>,
  at: (hour: number) => LocalHour,
): Day[] {
  const days = new Map<string, Day>();
  const dayOf = (day: string) => days.getOrInsertComputed(day, emptyDay);
  for (const { hour, bytes, conversations, items } of traffic) {
    const { day, hour: slot } = at(hour);
    const it = dayOf(day);
    it.bytes[slot] = (it.bytes[slot] ?? 0) + bytes;
    it.conversations[slot] = (it.conversations[slot] ?? 0) + conversations;
    it.items[slot] = (it.items[slot] ?? 0) + items;
    it.watched[slot] = true;
  }
  const first = [...days.keys()].toSorted()[0];
  if (first === undefined) return [];
  for (const hour of watched) {
    const { day, hour: slot } = at(hour);
    if (day >= first) dayOf(day).watched[slot] = true;
  }
  const last = [...days.keys()].toSorted().at(-1) ?? first;
  // At most as many days as were asked for, and the one that the zone adds.
  for (let time = Date.parse(first); time <= Date.parse(last); time += DAY_MS) {
    dayOf(new Date(time).toISOString().slice(0, 10));
  }
  return [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

function emptyDay(day: string): Day {
  const zeros = () => Array.from({ length: HOURS }, () => 0);
  return {
    day,
    bytes: zeros(),
    conversations: zeros(),
    items: zeros(),
    watched: Array.from({ length: HOURS }, () => false),
  };
}
