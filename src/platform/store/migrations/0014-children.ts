/** An index by which a gateway's child is found among the devices that report for themselves, by the name of equipment. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(STATEMENT).execute(db);
}

const STATEMENT = `create index fact_equipment on fact (md5(value)) where name = 'hl7-equipment'`;
