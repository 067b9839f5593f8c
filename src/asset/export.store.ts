/** Rows for export, read page by page: all devices with what the maintenance system says of them, and all that it says of others. */
import { type Kysely, sql } from 'kysely';
import { isoTime } from '../lib/time.ts';
import type { Schema } from '../platform/store/schema.ts';
import { compare } from './compare.ts';
import type { ExportRow, Headings } from './export.ts';
import { ASSET_FIELDS, type AssetField, type AssetRecord, fieldOf, sayable } from './fields.ts';
import { assetsOfAll } from './todays-id.ts';
import { allKnown, type KnownDevice, observedOf } from './known.store.ts';

/** How the maintenance system calls its columns, by the file that was applied last. */
export async function headingsOfCmms(db: Kysely<Schema>): Promise<Headings> {
  const last = await db
    .selectFrom('import')
    .select('columns')
    .where('state', '=', 'applied')
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  const headings: Headings = {};
  for (const column of last?.columns ?? []) {
    if (!('name' in column) || !('field' in column)) continue;
    const field = ASSET_FIELDS.find((known) => known === column.field);
    if (field !== undefined) headings[field] ??= String(column.name);
  }
  return headings;
}

/** Devices first, in pages, then what the maintenance system has and the network never showed. */
export async function* exportRows(db: Kysely<Schema>): AsyncGenerator<readonly ExportRow[]> {
  for await (const page of allKnown(db)) yield await rowsOf(db, page);
  let after = '';
  // Each turn takes a page off the assets.
  for (;;) {
    const page = await db
      .selectFrom('asset')
      .select(['key', 'record'])
      .where('device', 'is', null)
      .where('key', '>', after)
      .orderBy('key')
      .limit(2000)
      .execute();
    if (page.length === 0) return;
    yield page.map((asset) => ({ device: null, name: null, ours: {}, differing: [], last: null, ...asset }));
    after = page.at(-1)?.key ?? after;
  }
}

async function rowsOf(db: Kysely<Schema>, devices: readonly KnownDevice[]): Promise<ExportRow[]> {
  const ids = devices.map(({ id }) => id);
  const [assets, seen, believed] = await Promise.all([
    assetsOfAll(db, ids),
    db
      .selectFrom('device')
      .select(['id', 'name', 'last'])
      .where('id', '=', sql<string>`any(${ids})`)
      .execute(),
    db
      .selectFrom('belief')
      .select(['device', 'field'])
      .where('whom', '=', 'cmms')
      .where('device', '=', sql<string>`any(${ids})`)
      .execute(),
  ]);
  const assetsOf = Map.groupBy(assets, ({ device }) => device);
  const shownOf = new Map(seen.map(({ id, ...shown }) => [id, shown]));
  const forCmms = new Set(believed.map(({ device, field }) => `${device} ${field}`));
  return devices.flatMap((device) => {
    const { name = null, last } = shownOf.get(device.id) ?? {};
    const shown = { device: device.id, name, last: last === undefined ? null : isoTime(last) };
    const own = assetsOf.get(device.id) ?? [{ key: null, record: {} }];
    return own.map(({ key, record }) => ({ ...shown, key, record, ...oursBeside(record, device, forCmms) }));
  });
}

function oursBeside(
  record: AssetRecord,
  device: KnownDevice,
  forCmms: ReadonlySet<string>,
): Pick<ExportRow, 'ours' | 'differing'> {
  const observed = observedOf(device);
  const ours: Partial<Record<AssetField, string>> = {};
  for (const field of ASSET_FIELDS) {
    const { observed: name } = fieldOf(field);
    const values = name === null ? [] : observed[name];
    if (values.length > 0) ours[field] = values.join(', ');
  }
  const differing = compare(record, observed)
    .filter(({ state }) => state === 'differs' || state === 'only-ours')
    .map(({ field }) => field)
    .filter((field) => !forCmms.has(`${device.id} ${sayable(field) ?? ''}`));
  return { ours, differing };
}
