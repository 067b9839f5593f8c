/** Applying what a file says, and putting back what was there before; each in one transaction. */
import { sql } from 'kysely';
import type { Transaction } from '../platform/store/database.ts';
import { type AssetField, sayable, type Sayable } from './fields.ts';

/** Who does it, and when. */
export interface Deed {
  readonly import: string;
  readonly by: string;
  readonly at: number;
}

/** Takes the rows of a preview over, and notes what they replace. Rows that say what was known change nothing. */
export async function applyRows(transaction: Transaction, it: Deed, complete: boolean): Promise<void> {
  await sql`insert into asset_before (import, key, device, record, by_import, at, chosen)
    select r.import, r.key, a.device, a.record, a.import, a.at, coalesce(a.chosen, false)
    from import_row r left join asset a on a.key = r.key
    where r.import = ${it.import} and (a.key is null or ${isNews})`.execute(transaction);
  await sql`insert into asset as a (key, device, record, import, at, chosen)
    select r.key, r.device, r.record, r.import, ${it.at}, r.chosen from import_row r where r.import = ${it.import}
    on conflict (key) do update
      set device = excluded.device, record = excluded.record, import = excluded.import, at = excluded.at, chosen = excluded.chosen
      where (a.device, a.record, a.chosen) is distinct from (excluded.device, excluded.record, excluded.chosen)`.execute(
    transaction,
  );
  if (complete) {
    await sql`with gone as (
        delete from asset a where not exists (select from import_row r where r.import = ${it.import} and r.key = a.key)
        returning a.*
      )
      insert into asset_before (import, key, device, record, by_import, at, chosen)
      select ${it.import}, key, device, record, import, at, chosen from gone`.execute(transaction);
  }
  await transaction
    .updateTable('import')
    .set({ state: 'applied', applied: it.at, applied_by: it.by, turn: sql`nextval('import_turn')` })
    .where('id', '=', it.import)
    .execute();
}

const isNews = sql<boolean>`(a.device, a.record, a.chosen) is distinct from (r.device, r.record, r.chosen)`;

/** Says what the file says in `fields`, of matched devices about which nobody has said anything. Returns the devices. */
export async function believeFile(
  transaction: Transaction,
  it: Deed,
  fields: readonly AssetField[],
): Promise<string[]> {
  const changed = new Set<string>();
  for (const field of fields) {
    const word = sayable(field);
    if (word === null) continue;
    const { rows } = await sql<{ device: string }>`with said as (
        insert into word (device, field, value, at, by, reason)
        select r.device, ${word}, r.record ->> ${field}, ${it.at}, ${it.by}, 'The maintenance system says so'
        from import_row r where r.import = ${it.import} and r.state in ('matched', 'conflict') and r.record ? ${field}
        on conflict (device, field) do nothing returning *
      ), believed as (
        insert into belief (device, field, whom, at, import)
        select device, field, 'cmms', at, ${it.import} from said
        on conflict (device, field) do update
          set whom = excluded.whom, at = excluded.at, import = excluded.import
      )
      insert into change (device, at, kind, field, before, after, by)
      select said.device, said.at, 'said', said.field, ${valueOf(word)}, said.value, said.by
      from said join device on device.id = said.device
      where ${valueOf(word)} is distinct from said.value
      returning device`.execute(transaction);
    for (const { device } of rows) changed.add(device);
  }
  return [...changed];
}

const valueOf = (word: Sayable) => sql.ref(`device.${word}`);

/** Puts back what an import replaced, and takes back what was said because of it. Returns the devices it was said of. */
export async function undoRows(transaction: Transaction, it: Deed): Promise<string[]> {
  await sql`delete from asset where key in (select key from asset_before where import = ${it.import})`.execute(
    transaction,
  );
  await sql`insert into asset (key, device, record, import, at, chosen)
    select key, device, record, by_import, at, chosen from asset_before
    where import = ${it.import} and record is not null`.execute(transaction);
  // A word that a person gave since stays.
  const { rows } = await sql<{ device: string }>`with believed as (
      delete from belief where import = ${it.import} returning *
    ), taken as (
      delete from word using believed
      where word.device = believed.device and word.field = believed.field and word.at = believed.at
      returning word.*
    )
    insert into change (device, at, kind, field, before, after, by)
    select device, ${it.at}, 'said', field, value, null, ${it.by} from taken returning device`.execute(transaction);
  await transaction.deleteFrom('asset_before').where('import', '=', it.import).execute();
  await transaction.updateTable('import').set({ state: 'undone', turn: null }).where('id', '=', it.import).execute();
  return [...new Set(rows.map(({ device }) => device))];
}
