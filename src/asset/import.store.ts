/** Readings of files in the database: kept as previews until somebody applies them. */
import { type Kysely, sql } from 'kysely';
import { notFound } from '../lib/errors.ts';
import { bulkUpsert } from '../platform/store/bulk-upsert.ts';
import type { Database } from '../platform/store/database.ts';
import type { Schema } from '../platform/store/schema.ts';
import type { AssetField, AssetRecord } from './fields.ts';
import type { Mapping } from './mapping.ts';
import type { Before, Reconciled } from './reconcile.ts';
import { todaysId } from './todays-id.ts';

/** Previews that nobody applied go after so many days. */
const PREVIEW_DAYS = 30;
/** Applied imports whose rows are kept, and that can be undone one after the other. */
const KEPT = 20;

/** What was applied, by key, with the devices as they are today. */
export async function assetsBefore(db: Kysely<Schema>): Promise<Map<string, Before>> {
  const found = await db
    .selectFrom('asset')
    .select(['key', 'record', 'chosen', todaysId.as('device')])
    .execute();
  return new Map(found.map(({ key, ...before }) => [key, before]));
}

/** Devices and fields about which a person decided that the network is believed. */
export async function settledFields(db: Kysely<Schema>): Promise<Set<string>> {
  const found = await db
    .selectFrom('belief')
    .innerJoin('word', (join) =>
      join
        .onRef('word.device', '=', 'belief.device')
        .onRef('word.field', '=', 'belief.field')
        .onRef('word.at', '=', 'belief.at'),
    )
    .select(['belief.device', 'belief.field'])
    .where('whom', '=', 'network')
    .execute();
  return new Set(found.map(({ device, field }) => `${device} ${field}`));
}

export async function rememberedMapping(db: Kysely<Schema>, headings: string): Promise<Mapping | undefined> {
  const found = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('headings', '=', headings)
    .executeTakeFirst();
  return found === undefined ? undefined : Object.fromEntries(Object.entries(found.mapping));
}

export async function rememberMapping(
  db: Kysely<Schema>,
  { headings, mapping, by, at }: { headings: string; mapping: Mapping; by: string; at: number },
): Promise<void> {
  const row = { mapping: JSON.stringify(mapping), by, at };
  await db
    .insertInto('import_mapping')
    .values({ headings, ...row })
    .onConflict((conflict) => conflict.column('headings').doUpdateSet(row))
    .execute();
}

export interface NewImport {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: readonly object[];
  readonly skipped: readonly object[];
  readonly skippedRows: number;
  readonly by: string;
  readonly at: number;
}

/** Writes a preview, and forgets those that are too old. */
export async function insertImport(db: Database, it: NewImport, rows: readonly Reconciled[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { skipped, skippedRows, columns, ...rest } = it;
    await transaction
      .insertInto('import')
      .values({
        ...rest,
        columns: JSON.stringify(columns),
        summary: JSON.stringify({ skipped, skippedRows }),
        state: 'preview',
      })
      .execute();
    await bulkUpsert(
      transaction,
      {
        table: 'import_row',
        columns: {
          import: 'text',
          line: 'integer',
          key: 'text',
          record: 'jsonb',
          state: 'text',
          effect: 'text',
          device: 'text',
          because: 'text',
          confidence: 'real',
          chosen: 'boolean',
          candidates: 'jsonb',
          differing: 'jsonb',
          search: 'text',
        },
        key: ['import', 'line'],
      },
      rows.map((row) => ({ import: it.id, ...row, search: searchable(row.record) })),
    );
    await forgetOld(transaction, it.at);
  });
}

export interface Summary {
  readonly rows: number;
  readonly matched: number;
  readonly conflict: number;
  readonly onlyThere: number;
  readonly ambiguous: number;
  readonly onlyHere: number;
  readonly onlyHereMedical: number;
  readonly differing: { field: AssetField; count: number }[];
  readonly effects: { new: number; changed: number; same: number };
  readonly gone: number;
}

/** Counts a preview's rows anew and keeps the figures with it. */
export async function summarise(db: Kysely<Schema>, id: string): Promise<void> {
  const { rows } = await sql<Omit<Summary, 'differing' | 'effects'> & Summary['effects']>`
    select count(*) as rows,
      count(*) filter (where state = 'matched') as matched,
      count(*) filter (where state = 'conflict') as conflict,
      count(*) filter (where state = 'only-there') as "onlyThere",
      count(*) filter (where state = 'ambiguous') as ambiguous,
      count(*) filter (where effect = 'new') as new,
      count(*) filter (where effect = 'changed') as changed,
      count(*) filter (where effect = 'same') as same,
      (select count(*) from device d where d.scope = 'local' and ${isMissing(id)}) as "onlyHere",
      (select count(*) from device d where d.scope = 'local' and d.class = 'medical' and ${isMissing(id)})
        as "onlyHereMedical",
      (select count(*) from asset a where not exists (select from import_row r where r.import = ${id} and r.key = a.key))
        as gone
    from import_row where import = ${id}`.execute(db);
  const differing = await sql<{ field: AssetField; count: number }>`
    select field, count(*) as count from import_row, jsonb_array_elements_text(differing) as field
    where import = ${id} group by field order by count desc, field`.execute(db);
  const [counts] = rows;
  if (counts === undefined) return;
  const { new: added, changed, same, ...rest } = counts;
  const summary = { ...rest, effects: { new: added, changed, same }, differing: differing.rows };
  await db
    .updateTable('import')
    .set({ summary: sql`summary || ${JSON.stringify(summary)}::jsonb` })
    .where('id', '=', id)
    .execute();
}

/** A device `d` that no row of an import is. */
export function isMissing(id: string) {
  return sql<boolean>`not exists (select from import_row r where r.import = ${id} and r.device = d.id)`;
}

export async function selectImports(db: Kysely<Schema>, limit: number) {
  return importsOf(db).orderBy('import.at', 'desc').limit(limit).execute();
}

/** @throws AppError `not-found` */
export async function selectImport(db: Kysely<Schema>, id: string) {
  const found = await importsOf(db).where('import.id', '=', id).executeTakeFirst();
  if (found === undefined) throw notFound('Import', id);
  return found;
}

function importsOf(db: Kysely<Schema>) {
  return db
    .selectFrom('import')
    .leftJoin('account', 'account.id', 'import.by')
    .selectAll('import')
    .select([
      sql<string>`coalesce(account.name, import.by)`.as('by_name'),
      sql<boolean>`import.state = 'applied' and import.turn =
        (select max(turn) from import as others where others.state = 'applied')`.as('undoable'),
    ]);
}

export interface RowQuery {
  readonly id: string;
  readonly state?: Reconciled['state'] | undefined;
  readonly field?: AssetField | undefined;
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export async function selectRows(db: Kysely<Schema>, { id, state, field, search, offset, limit }: RowQuery) {
  let query = db.selectFrom('import_row').where('import', '=', id);
  if (state !== undefined) query = query.where('state', '=', state);
  if (field !== undefined) query = query.where(sql<boolean>`differing @> ${JSON.stringify([field])}::jsonb`);
  for (const word of search.toLowerCase().split(/\s+/)) {
    if (word !== '') query = query.where(sql<boolean>`strpos(search, ${word}) > 0`);
  }
  const rows = await query.selectAll().orderBy('line').offset(offset).limit(limit).execute();
  const { total } = await query
    .select((builder) => builder.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

/** Local devices that no row fits, those first that need a look. */
export async function selectOnlyHere(db: Kysely<Schema>, id: string, offset: number, limit: number) {
  const query = db.selectFrom('device as d').where('scope', '=', 'local').where(isMissing(id));
  const devices = await query
    .select(['id', 'name', 'class', 'type', 'scope', 'manufacturer', 'model', 'serial', 'address', 'last'])
    .orderBy(sql`class <> 'medical'`)
    .orderBy('attention')
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await query
    .select((builder) => builder.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { devices, total };
}

/** @throws AppError `not-found` */
export async function selectRow(db: Kysely<Schema>, id: string, line: number) {
  const found = await db
    .selectFrom('import_row')
    .selectAll()
    .where('import', '=', id)
    .where('line', '=', line)
    .executeTakeFirst();
  if (found === undefined) throw notFound('Line', String(line));
  return found;
}

export interface Choice {
  readonly device: string | null;
  readonly state: Reconciled['state'];
  readonly differing: readonly AssetField[];
}

/** A person's word on which device a row is. */
export async function chooseRow(
  db: Kysely<Schema>,
  { id, line }: { id: string; line: number },
  { device, state, differing }: Choice,
): Promise<void> {
  await db
    .updateTable('import_row')
    .set({
      device,
      state,
      differing: JSON.stringify(differing),
      chosen: true,
      because: 'a person said so',
      confidence: 1,
      effect: sql`case when effect = 'new' then 'new' when device is distinct from ${device}::text then 'changed' else effect end`,
    })
    .where('import', '=', id)
    .where('line', '=', line)
    .execute();
}

async function forgetOld(db: Kysely<Schema>, now: number): Promise<void> {
  const old = now - PREVIEW_DAYS * 86_400_000_000;
  await db.deleteFrom('import').where('state', '!=', 'applied').where('at', '<', old).execute();
  const kept = db.selectFrom('import').select('id').where('state', '=', 'applied').orderBy('turn', 'desc').limit(KEPT);
  await db.deleteFrom('import').where('state', '=', 'applied').where('id', 'not in', kept).execute();
}

const searchable = (record: AssetRecord): string => Object.values(record).join('\n').toLowerCase();
