/** Advisory locks: the first of their two numbers says what for, so that no two uses meet. Held until the transaction ends. */
import { sql } from 'kysely';
import type { Transaction } from './database.ts';

const CLASSES = { publish: 4201, consume: 4202, partition: 4203 } as const;

/** Waits until nobody else holds `name`. */
export async function lock(transaction: Transaction, kind: keyof typeof CLASSES, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CLASSES[kind]}::integer, hashtext(${name}))`.execute(transaction);
}

/** False when somebody holds `name`. */
export async function tryLock(transaction: Transaction, kind: keyof typeof CLASSES, name: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${CLASSES[kind]}::integer, hashtext(${name})) as got`.execute(transaction);
  return rows[0]?.got === true;
}
