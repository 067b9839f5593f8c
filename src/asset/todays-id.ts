/** The device that an asset means today: what it was may have become part of another, and that of another again. */
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../platform/store/schema.ts';
import type { AssetRecord } from './fields.ts';

/** How often a device can have become part of another. */
const MAX_STEPS = 16;

/** For queries that read the table `asset`. */
export const todaysId = sql<string | null>`(
  with recursive step (id, n) as (
    select asset.device, 0 union all
    select device_alias.device, n + 1 from step join device_alias on device_alias.old = step.id
    where n < ${sql.lit(MAX_STEPS)}
  )
  select id from step order by n desc limit 1
)`;

/** What a device was called before, and its own id. */
export const formerIds = (device: string) => sql<string[]>`array(
  with recursive step (id, n) as (
    select ${device}::text collate "C", 0 union all
    select device_alias.old, n + 1 from step join device_alias on device_alias.device = step.id
    where n < ${sql.lit(MAX_STEPS)}
  )
  select id from step
)`;

/** The device that an id means today; undefined when there is none. */
export async function todayOf(db: Kysely<Schema>, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`with recursive step (id, n) as (
      select ${id}::text collate "C", 0 union all
      select device_alias.device, n + 1 from step join device_alias on device_alias.old = step.id
      where n < ${sql.lit(MAX_STEPS)}
    )
    select step.id from step join device on device.id = step.id order by n desc limit 1`.execute(db);
  return rows[0]?.id;
}

/** What maintenance systems say of devices, also under what those were called before. */
export async function assetsOfAll(db: Kysely<Schema>, devices: readonly string[]) {
  const { rows } = await sql<{ key: string; record: AssetRecord; device: string }>`
    with recursive step (id, today, n) as (
      select id collate "C", id, 0 from unnest(${devices}::text[]) as t(id) union all
      select device_alias.old, today, n + 1 from step join device_alias on device_alias.device = step.id
      where n < ${sql.lit(MAX_STEPS)}
    )
    select asset.key, asset.record, step.today as device from step join asset on asset.device = step.id
    order by asset.key`.execute(db);
  return rows;
}
