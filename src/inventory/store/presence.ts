/** When a device was there: spans of its addresses, joined where they overlap. Times are microseconds since 1970. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import { HERE } from '../presence-state.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** As many as a picture of a year can show. */
const MAX_SPANS = 2000;

/** The latest spans that end after `since`, the earliest first. */
export async function readSpans(db: Database, device: string, since: number): Promise<Span[]> {
  const { rows } = await sql<Span>`
    with spans as (
      select presence.first, presence.last from endpoint join presence on endpoint = id
      where device = ${device} and presence.last >= ${since}
    ), marked as (
      select first, last, first > coalesce(max(last) over (
        order by first, last rows between unbounded preceding and 1 preceding), -9e18) + ${HERE} as begins from spans
    ), numbered as (
      select first, last, count(*) filter (where begins) over (order by first, last) as span from marked
    )
    select min(first) as "from", max(last) as "to" from numbered group by span
    order by "from" desc limit ${MAX_SPANS}`.execute(db);
  return rows.toReversed();
}
