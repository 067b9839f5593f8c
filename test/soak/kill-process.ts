/**
 * `kill-process.ts FOLDER FIRST`: opens the store and puts the bus under load: publishes messages numbered from FIRST, a few at a
 * time, and counts what it consumes in a table. Says `acked N` when all up to N are durable.
 */
import { sql } from 'kysely';
import { PgBus } from '../../src/platform/bus/pg-bus.ts';
import { openStore } from '../../src/platform/store/open-store.ts';

const [, , folder = '', first = '0'] = process.argv;
const BATCH = 10;
const BODY = Buffer.alloc(512, 7);

const store = await openStore({ dataFolder: folder, say: (line) => console.log(`say ${line}`) });
// No key: a message that is counted twice makes a second row.
await sql`create table if not exists counted (id text not null)`.execute(store.db);
console.log(`ready ${store.url}`);
const bus = new PgBus(store.db, store.url, { say: (line) => console.log(`say ${line}`) });
const consumption = bus.consume('load', 'counting', async (batch, transaction) => {
  await sql`insert into counted select unnest(${batch.map(({ id }) => id)}::text[])`.execute(transaction);
});
consumption.ended.catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
for (let from = Number(first); ; from += BATCH) {
  const messages = Array.from({ length: BATCH }, (_, at) => ({ id: `m${from + at}`, body: BODY }));
  await bus.publish('load', messages);
  console.log(`acked ${from + BATCH}`);
}
