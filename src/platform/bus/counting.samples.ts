/** A consumer as a process of its own, to be killed: adds the numbers in messages to a table. */
import { sql } from 'kysely';
import { openDatabase, type Transaction } from '../store/database.ts';
import type { Message } from './bus.ts';
import { PgBus } from './pg-bus.ts';

export const COUNTED = 'counted';
export const CONSUMER = 'counting';

/** One row a message: counting it twice breaks no key, it is found by counting rows. */
export async function makeCounted(db: Transaction): Promise<void> {
  await sql`create table counted (seq bigint not null, id text not null)`.execute(db);
}

export async function count(batch: readonly Message[], transaction: Transaction): Promise<void> {
  for (const { seq, id } of batch) await sql`insert into counted values (${seq}, ${id})`.execute(transaction);
}

if (process.argv[1] === import.meta.filename) {
  const url = process.argv[2] ?? '';
  const bus = new PgBus(openDatabase(url, 2), url);
  await bus.consume(COUNTED, CONSUMER, count).ended;
}
