/** Which device an id names today: one that became part of another goes on working. */
import { sql } from 'kysely';
import { notFound } from '../../lib/errors.ts';
import type { Database } from '../../platform/store/database.ts';

/** Merges of merges; more in a row means that they turn in a circle. */
const MAX_HOPS = 32;

/** Throws `not-found` when there is and was no such device. */
export async function currentId(db: Database, id: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive named (id, hops) as (
      select ${id}::text collate "C", 0
      union all
      select device_alias.device, hops + 1 from named join device_alias on old = named.id where hops < ${MAX_HOPS}
    ) select device.id from named join device on device.id = named.id order by hops limit 1`.execute(db);
  const [found] = rows;
  if (found === undefined) throw notFound('Device', id);
  return found.id;
}

/** The ids that the device had before and has now. */
export async function allIds(db: Database, id: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select old as id from device_alias where device = ${id} limit 1000`.execute(db);
  return [id, ...rows.map((row) => row.id)];
}
