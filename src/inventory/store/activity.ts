/** What a device did hour by hour, added up over its addresses. Hours are counted since 1970, in UTC. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import type { HourOfTraffic } from '../activity.ts';
import { isBegin, isImage, isUse } from '../deed.ts';

export interface HourOfDeeds {
  readonly hour: number;
  readonly messages: number;
  /** At least so many: one for each hour that sent images, or as many as the device itself said it began. */
  readonly exams: number;
}

/** Days are counted since 1970; both are included. Only hours in which something happened. */
export async function readTraffic(db: Database, device: string, from: number, to: number): Promise<HourOfTraffic[]> {
  const { rows } = await sql<HourOfTraffic>`
    select day * 24 + slot - 1 as hour, sum(coalesce(sent, 0) + coalesce(received, 0)) as bytes,
      sum(coalesce(conversation, 0)) as conversations, sum(coalesce(item, 0)) as items
    from endpoint join device_day on endpoint = id and day between ${from} and ${to},
      unnest(bytes_out, bytes_in, conversations, items) with ordinality as slots (sent, received, conversation, item, slot)
    where device = ${device} group by 1 having sum(coalesce(sent, 0) + coalesce(received, 0) + coalesce(conversation, 0) + coalesce(item, 0)) > 0
    order by 1`.execute(db);
  return rows;
}

/** The hours in which it did something for a patient. */
export async function readDeeds(db: Database, device: string, from: number, to: number): Promise<HourOfDeeds[]> {
  const { rows } = await sql<{ hour: number; protocol: string; verb: string; count: number }>`
    select day * 24 + slot - 1 as hour, protocol, verb, sum(count) as count
    from endpoint join deed_day on endpoint = id and day between ${from} and ${to},
      unnest(counts) with ordinality as slots (count, slot)
    where device = ${device} and count > 0 group by 1, protocol, verb order by 1`.execute(db);
  const uses = rows.filter(({ protocol, verb }) => isUse(protocol, verb));
  return [...Map.groupBy(uses, ({ hour }) => hour)].map(([hour, deeds]) => {
    const count = (counts: (protocol: string, verb: string) => boolean) =>
      deeds.reduce((sum, it) => sum + (counts(it.protocol, it.verb) ? it.count : 0), 0);
    return { hour, messages: count(isUse), exams: Math.max(count(isBegin), Math.min(1, count(isImage))) };
  });
}

/** The last day, up to `today`, on which it did anything; `today` when it never did. */
export async function readLastDay(db: Database, device: string, today: number): Promise<number> {
  const { rows } = await sql<{ day: number | null }>`
    select max(day) as day from endpoint join device_day on endpoint = id and day <= ${today}
    where device = ${device}`.execute(db);
  return rows[0]?.day ?? today;
}
