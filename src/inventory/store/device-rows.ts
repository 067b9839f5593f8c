/** Pages of the device list, read from the database: filtered, sorted and cut there. */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Severity } from '../../analysis/document.ts';
import { DeviceClass } from '../../analysis/document.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import type { DeviceFilter, DeviceQuery, DeviceRow } from '../inventory.contract.ts';
import { presenceState } from '../presence-state.ts';
import { type Moment, whereDevice } from './device-filter.ts';

/** As `device.worst` and `finding.severity` count them. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

type Stored = Pick<Selectable<Schema['device']>, (typeof COLUMNS)[number]>;

const COLUMNS = [
  'id',
  'name',
  'class',
  'type',
  'manufacturer',
  'model',
  'serial',
  'software',
  'os',
  'address',
  'addresses',
  'confidence',
  'scope',
  'peers',
  'bytes',
  'findings',
  'worst',
  'first',
  'last',
  'ward',
  'owner',
  'approved',
] as const;

/** What each order reads. Those that can be unknown stand at the end of both directions. */
const ORDERS: Readonly<Record<DeviceQuery['sort'], { readonly by: RawBuilder<unknown>; readonly unknown: boolean }>> = {
  attention: { by: sql`attention`, unknown: false },
  // The classes in the order of attention, not of the alphabet.
  class: { by: sql`attention`, unknown: false },
  name: { by: sql`sort_name`, unknown: false },
  type: { by: sql`sort_type`, unknown: true },
  manufacturer: { by: sql`sort_maker`, unknown: true },
  model: { by: sql`lower(model)`, unknown: true },
  serial: { by: sql`lower(serial)`, unknown: true },
  address: { by: sql`address_key`, unknown: true },
  software: { by: sql`sort_software`, unknown: true },
  confidence: { by: sql`confidence`, unknown: false },
  findings: { by: sql`findings`, unknown: false },
  peers: { by: sql`peers`, unknown: false },
  bytes: { by: sql`bytes`, unknown: false },
  first: { by: sql`first`, unknown: false },
  last: { by: sql`last`, unknown: false },
  ward: { by: sql`lower(ward)`, unknown: true },
  owner: { by: sql`lower(owner)`, unknown: true },
  approved: { by: sql`approved`, unknown: true },
};

/** The page that `query` asks for. Ids are found first, so that only its rows are read in full. */
export async function readDevicePage(db: Database, query: DeviceQuery, moment: Moment): Promise<DeviceRow[]> {
  const { rows } = await sql<Stored>`
    select ${columns()} from device where id in (${idsOfPage(query, moment)}) order by ${orderOf(query)}`.execute(db);
  return rows.map((row) => rowOf(row, moment));
}

/**
 * Downwards an index gives what is unknown first, where it is to stand last: then both parts are read as far as the page reaches,
 * each in the order of the index, so that neither has to be sorted.
 */
function idsOfPage(query: DeviceQuery, moment: Moment): RawBuilder<unknown> {
  const { by, unknown } = ORDERS[query.sort];
  const matching = whereDevice(query, moment);
  const page = sql`limit ${query.limit} offset ${query.offset}`;
  if (!unknown || query.order === 'up')
    return sql`select id from device where ${matching} order by ${orderOf(query)} ${page}`;
  const reach = query.offset + query.limit;
  const part = (which: RawBuilder<unknown>) =>
    sql`(select id, ${by} as key from device where ${matching} and ${by} ${which} order by ${by} desc, id desc limit ${reach})`;
  return sql`
    select id from (${part(sql`is not null`)} union all ${part(sql`is null`)}) as part
    order by key desc nulls last, id desc ${page}`;
}

/** The ids of all devices that match, in order. */
export async function readDeviceOrder(db: Database, query: DeviceQuery, moment: Moment): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from device where ${whereDevice(query, moment)} order by ${orderOf(query)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The rows of `ids`, in their order; those that are no more are left out. */
export async function readDeviceRows(db: Database, ids: readonly string[], moment: Moment): Promise<DeviceRow[]> {
  const { rows } = await sql<Stored>`select ${columns()} from device where id = any(${ids}::text[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : rowOf(row, moment);
  });
}

export async function countDevices(db: Database, filter: DeviceFilter, moment: Moment): Promise<number> {
  const { rows } = await sql<{
    total: number;
  }>`select count(*) as total from device where ${whereDevice(filter, moment)}`.execute(db);
  return rows[0]?.total ?? 0;
}

export async function readDeviceRow(db: Database, id: string, moment: Moment): Promise<DeviceRow | undefined> {
  return (await readDeviceRows(db, [id], moment))[0];
}

const columns = () => sql.join(COLUMNS.map((name) => sql.ref(name)));

/** The id makes every order total, so that pages join without overlap. */
function orderOf({ sort, order }: DeviceQuery): RawBuilder<unknown> {
  const { by, unknown } = ORDERS[sort];
  if (order === 'up') return sql`${by}, id`;
  return unknown ? sql`${by} desc nulls last, id desc` : sql`${by} desc, id desc`;
}

function rowOf(stored: Stored, { now, watched }: Moment): DeviceRow {
  const { scope, os, worst, first, last, approved, ...same } = stored;
  return {
    ...same,
    class: DeviceClass.parse(stored.class),
    software: stored.software ?? os,
    external: scope === 'external',
    worst: worst === null ? null : (SEVERITIES[worst] ?? null),
    first: isoTime(first),
    last: isoTime(last),
    presence: presenceState(last, now, watched),
    approved: approved === null ? null : isoTime(approved),
  };
}
