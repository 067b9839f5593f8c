/** Whether anybody listens, and in which hours somebody did. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import type { Moment } from './device-filter.ts';

/** Of an hour: listened to for less, silence in it says nothing. */
const LEAST_SECONDS = 1800;
const HOUR = 3600 * 1_000_000;

export async function readMoment(db: Database, now: number): Promise<Moment> {
  const { rows } = await sql<{ watched: boolean }>`select exists (
    select from sensor where state = 'listening' and stopped is null
    union all select from source where kind <> 'capture' and state = 'reading'
  ) as watched`.execute(db);
  return { now, watched: rows[0]?.watched === true };
}

/**
 * Hours since 1970, from `from` up to `to`, in which a sensor listened that has seen the device, or that a capture covers.
 * The hours that a device was active in are watched in any case.
 */
export async function readWatchedHours(db: Database, device: string, from: number, to: number): Promise<Set<number>> {
  const { rows } = await sql<{ hour: number }>`
    select distinct hour from sensor_hour where hour between ${from} and ${to} and seconds >= ${LEAST_SECONDS}
      and sensor in (select source.sensor from endpoint join source on source.id = first_source where device = ${device})
    union
    select covered::integer from source cross join lateral generate_series(
        greatest(${from}::bigint, first / ${HOUR}::bigint), least(${to}::bigint, last / ${HOUR}::bigint)) as covered
      where sensor is null and first is not null and last is not null
        and least(last, (covered + 1) * ${HOUR}::bigint) - greatest(first, covered * ${HOUR}::bigint) >= ${LEAST_SECONDS * 1_000_000}::bigint
  `.execute(db);
  return new Set(rows.map(({ hour }) => hour));
}
