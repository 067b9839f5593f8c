/** A person's decision about a field in which a maintenance system and the network differ. */
import { type Kysely, sql } from 'kysely';
import type { Transaction } from '../platform/store/database.ts';
import type { Schema } from '../platform/store/schema.ts';
import type { Sayable } from './fields.ts';
import { formerIds } from './todays-id.ts';

export interface Decision {
  readonly device: string;
  readonly field: Sayable;
  readonly whom: 'cmms' | 'network';
  readonly value: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** Writes the value as the person's word, whom they believed, and that something changed. */
export async function writeBelief(transaction: Transaction, it: Decision): Promise<void> {
  const { device, field, whom, value, reason, by, at } = it;
  await noteChange(transaction, { device, field, after: value, by, at });
  await transaction
    .insertInto('word')
    .values({ device, field, value, at, by, reason })
    .onConflict((conflict) => conflict.columns(['device', 'field']).doUpdateSet({ value, at, by, reason }))
    .execute();
  await transaction
    .insertInto('belief')
    .values({ device, field, whom, at, import: null })
    .onConflict((conflict) => conflict.columns(['device', 'field']).doUpdateSet({ whom, at, import: null }))
    .execute();
}

/** Takes a decision back, but not a word that the person gave by themselves. */
export async function deleteBelief(
  transaction: Transaction,
  { device, field, by, at }: { device: string; field: Sayable; by: string; at: number },
): Promise<boolean> {
  const believed = await transaction
    .deleteFrom('belief')
    .where('device', '=', device)
    .where('field', '=', field)
    .returning('at')
    .executeTakeFirst();
  if (believed === undefined) return false;
  const word = await transaction
    .deleteFrom('word')
    .where('device', '=', device)
    .where('field', '=', field)
    .where('at', '=', believed.at)
    .returning('value')
    .executeTakeFirst();
  if (word !== undefined) await noteChange(transaction, { device, field, after: null, by, at });
  return word !== undefined;
}

async function noteChange(
  transaction: Transaction,
  { device, field, after, by, at }: { device: string; field: Sayable; after: string | null; by: string; at: number },
): Promise<void> {
  await sql`insert into change (device, at, kind, field, before, after, by)
    select id, ${at}, 'said', ${field}, ${sql.ref(`device.${field}`)}, ${after}, ${by}
    from device where id = ${device} and ${sql.ref(`device.${field}`)} is distinct from ${after}`.execute(transaction);
}

/** What maintenance systems say of a device. */
export async function assetsOf(db: Kysely<Schema>, device: string) {
  return db
    .selectFrom('asset')
    .leftJoin('import', 'import.id', 'asset.import')
    .select(['asset.key', 'asset.record', 'asset.at', sql<string>`coalesce(import.name, '')`.as('file')])
    .where(sql<boolean>`asset.device = any(${formerIds(device)})`)
    .orderBy('asset.key')
    .limit(20)
    .execute();
}
