/** Wards and owners, given to many devices at once: each is a word of its own, and all together can be undone. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import type { WordField } from '../decision.contract.ts';
import { dropWord, noteSaid, putWord, type Said } from './words.ts';

export type Place = Extract<WordField, 'ward' | 'owner'>;

export interface Assignment {
  readonly devices: readonly string[];
  /** Null takes away; what is left out stays. */
  readonly values: { readonly [Name in Place]?: string | null | undefined };
  readonly note: string;
  readonly at: number;
  readonly by: string;
}

/** What one device was given, and what it had. */
interface Given extends Record<string, unknown> {
  readonly device: string;
  readonly field: Place;
  readonly was: string | null;
  readonly given: string | null;
}

export interface Assigned {
  readonly decision: string;
  /** Whose rows are to be written again. */
  readonly devices: readonly string[];
}

/** At most a page of devices: the caller's contract bounds them. */
export async function assign(transaction: Transaction, assignment: Assignment): Promise<Assigned> {
  const { values, note, at, by } = assignment;
  const devices = await lockDevices(transaction, assignment.devices);
  const given: Given[] = [];
  for (const device of devices) {
    for (const field of ['ward', 'owner'] as const) {
      const value = values[field];
      if (value === undefined) continue;
      const was = await say(transaction, { device, field, value, at, by, reason: note });
      if (was !== value) given.push({ device, field, was, given: value });
    }
  }
  const decision = randomUUID();
  await sql`
    insert into decision (id, kind, anchors, before, note, at, by)
    values (${decision}, 'assign', '{}', ${JSON.stringify(given)}::jsonb, ${note}, ${at}::bigint, ${by})`.execute(
    transaction,
  );
  await noteSaid(transaction, given.map(saidOf), at, by);
  return { decision, devices: [...new Set(given.map(({ device }) => device))] };
}

/** Puts back what was said before; where somebody said something else since then, that stays. Gives the devices to be written again. */
export async function undoAssignment(
  transaction: Transaction,
  decision: string,
  at: number,
  by: string,
): Promise<string[]> {
  const { rows } = await sql<Given & { readonly now: string | null }>`
    select coalesce(alias.device, earlier.device) as device, earlier.field, earlier.was, earlier.given, word.value as now
    from decision, jsonb_to_recordset(before) as earlier (device text, field text, was text, given text)
      left join device_alias alias on alias.old = earlier.device
      left join word on word.device = coalesce(alias.device, earlier.device) and word.field = earlier.field
    where decision.id = ${decision}`.execute(transaction);
  const back = rows.filter(({ given, now }) => given === now);
  for (const { device, field, was } of back) {
    await say(transaction, { device, field, value: was, at, by, reason: '' });
  }
  const said = back.map((it) => saidOf({ ...it, was: it.given, given: it.was }));
  await noteSaid(transaction, said, at, by);
  return [...new Set(back.map(({ device }) => device))];
}

async function lockDevices(transaction: Transaction, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from device where id = any(${ids}::text[]) order by id for update`.execute(transaction);
  return rows.map(({ id }) => id);
}

interface Saying {
  readonly device: string;
  readonly field: Place;
  readonly value: string | null;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
}

/** Gives what had been said before. */
async function say(transaction: Transaction, { value, ...saying }: Saying): Promise<string | null> {
  if (value === null) return await dropWord(transaction, saying.device, saying.field);
  return await putWord(transaction, { ...saying, value });
}

const saidOf = ({ device, field, was, given }: Given): Said => ({
  device,
  kind: 'said',
  field,
  before: was,
  after: given,
});
