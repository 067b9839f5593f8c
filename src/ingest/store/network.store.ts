/** What is known of the network as a whole. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';

const PRIVATE_NETWORK = 'private-network';
/** Endpoints that are looked at again when the first private address was seen: it is one of the first things seen. */
const MAX_AGAIN = 50_000;

export async function readPrivateNetwork(tx: Transaction): Promise<boolean> {
  const row = await tx.selectFrom('setting').select('key').where('key', '=', PRIVATE_NETWORK).executeTakeFirst();
  return row !== undefined;
}

export async function writePrivateNetwork(tx: Transaction, now: number): Promise<void> {
  await sql`insert into setting (key, value, changed) values (${PRIVATE_NETWORK}, '{}', ${now}) on conflict (key) do nothing`.execute(
    tx,
  );
}

/** Endpoints of cards: whose they are may be seen otherwise. */
export async function publicEndpoints(tx: Transaction): Promise<{ mac: string; address: string }[]> {
  return await tx
    .selectFrom('endpoint')
    .select(['mac', 'address'])
    .where('mac', '<>', '')
    .where('address', '<>', '')
    .limit(MAX_AGAIN)
    .execute();
}
