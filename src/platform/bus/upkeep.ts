/** The bus's partitions: the next hour's is made ahead, and what every group has read goes after a day. */
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { dropPartition, partitionsOf } from '../store/partitions.ts';
import { ensureHour, HOUR_US, hourNow } from './bus.store.ts';

const KEPT_HOURS = 24;
/** What a group has not read yet, or nobody reads: a consumer that is down for a weekend finds it. */
const KEPT_UNREAD_HOURS = 7 * 24;

/** To be called every hour or so; missing it costs nothing but room. Returns the names of the partitions that went. */
export async function keepBus(db: Database, hour = hourNow()): Promise<string[]> {
  await ensureHour(db, hour);
  await ensureHour(db, hour + 1);
  const dropped: string[] = [];
  for (const { name, to } of await partitionsOf(db, 'bus')) {
    const age = hour - to / HOUR_US;
    if (age < KEPT_HOURS) break;
    if (age < KEPT_UNREAD_HOURS && (await isUnread(db, name))) continue;
    if (await dropPartition(db, name)) dropped.push(name);
  }
  return dropped;
}

/** Whether a group that reads its topic, or nobody at all, has yet to read something in it. */
async function isUnread(db: Database, partition: string): Promise<boolean> {
  const { rows } = await sql`
    select from (select topic, max(seq) as last from ${sql.table(partition)} group by topic) told
    where last > coalesce((select min(seq) from bus_cursor c where c.topic = told.topic), 0) limit 1`.execute(db);
  return rows.length > 0;
}
