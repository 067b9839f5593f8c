/** Switches, their ports and what is plugged in there, in the database. */
import { type Kysely, sql } from 'kysely';
import { notFound } from '../lib/errors.ts';
import { bulkUpsert } from '../platform/store/bulk-upsert.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { Schema } from '../platform/store/schema.ts';
import type { Answer } from './ask.ts';

/** A card that comes back to its port within this time was there: switches forget whoever is silent for some minutes. In microseconds. */
const AWAY = 7 * 86_400_000_000;
/** Attachments of one device that are read. */
const MAX_HISTORY = 500;

export interface NewSwitch {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly version: '2c' | '3';
  readonly user_name: string | null;
  readonly credentials: Buffer;
  readonly interval: number;
  readonly created: number;
  readonly by: string;
}

/** False when that address is on the list already. */
export async function insertSwitch(db: Kysely<Schema>, it: NewSwitch): Promise<boolean> {
  const made = await db
    .insertInto('switch')
    .values({ ...it, macs: 0, addresses: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function updateSwitch(
  db: Kysely<Schema>,
  id: string,
  it: Partial<Pick<NewSwitch, 'version' | 'user_name' | 'credentials' | 'interval'>>,
): Promise<void> {
  await db
    .updateTable('switch')
    .set({ ...it, id })
    .where('id', '=', id)
    .execute();
}

/** Takes it off the list and forgets what proves that we may ask. */
export async function removeSwitch(db: Kysely<Schema>, id: string, at: number): Promise<void> {
  await db.updateTable('switch').set({ removed: at, credentials: null }).where('id', '=', id).execute();
}

export async function selectSwitches(db: Kysely<Schema>) {
  return switches(db).orderBy('switch.created').execute();
}

/** @throws AppError `not-found` */
export async function selectSwitch(db: Kysely<Schema>, id: string) {
  const found = await switches(db).where('switch.id', '=', id).executeTakeFirst();
  if (found === undefined) throw notFound('Switch', id);
  return found;
}

/** Those whose time to be asked has come; an attempt counts, so that one in trouble is not asked all the time. */
export async function dueSwitches(db: Kysely<Schema>, now: number): Promise<string[]> {
  const due = await db
    .selectFrom('switch')
    .select('id')
    .where('removed', 'is', null)
    .where(sql<boolean>`coalesce(asked, 0) + interval * 1000000::bigint <= ${now}`)
    .orderBy(sql`coalesce(asked, 0)`)
    .execute();
  return due.map(({ id }) => id);
}

function switches(db: Kysely<Schema>) {
  return db
    .selectFrom('switch')
    .selectAll()
    .select(
      sql<number>`(select count(distinct port) from attachment a where a.switch = switch.id and a.last = switch.polled)`.as(
        'ports',
      ),
    )
    .where('removed', 'is', null);
}

export async function noteTrouble(db: Kysely<Schema>, id: string, at: number, trouble: string): Promise<void> {
  await db.updateTable('switch').set({ asked: at, trouble }).where('id', '=', id).execute();
}

/** What a poll learned. `at`: when it was asked, in microseconds since 1970. */
export async function writeAnswer(transaction: Transaction, id: string, at: number, it: Answer): Promise<void> {
  const { name, description, macs, addresses, ports, attachments } = it;
  await transaction
    .updateTable('switch')
    .set({ name, description, asked: at, polled: at, trouble: null, macs, addresses: addresses.length })
    .where('id', '=', id)
    .execute();
  await transaction.deleteFrom('switch_port').where('switch', '=', id).execute();
  const byName = new Map(ports.map((port) => [port.port, port]));
  await bulkUpsert(
    transaction,
    {
      table: 'switch_port',
      columns: { switch: 'text', port: 'text', name: 'text', uplink: 'text' },
      key: ['switch', 'port'],
    },
    [...byName.values()].map((port) => ({ switch: id, ...port })),
  );
  const said = attachments.map((one) => ({ ...one, port_name: byName.get(one.port)?.name ?? null }));
  await sql`with said as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as t(mac text, port text, port_name text, vlan integer)
    ), latest as (
      select distinct on (a.mac) a.id, a.mac, a.port, a.last from attachment a join said on said.mac = a.mac
      where a.switch = ${id} order by a.mac, a.last desc, a.id desc
    ), stayed as (
      update attachment a set last = ${at}, port_name = said.port_name, vlan = said.vlan
      from latest join said on said.mac = latest.mac
      where a.id = latest.id and latest.port = said.port and latest.last > ${at - AWAY}::bigint returning a.mac
    )
    insert into attachment (mac, switch, port, port_name, vlan, first, last)
    select mac, ${id}, port, port_name, vlan, ${at}, ${at} from said
    where not exists (select from stayed where stayed.mac = said.mac)`.execute(transaction);
  await bulkUpsert(
    transaction,
    {
      table: 'switch_address',
      columns: { switch: 'text', mac: 'text', address: 'text', first: 'bigint', last: 'bigint' },
      key: ['switch', 'mac', 'address'],
      update: sql`last = excluded.last`,
    },
    addresses.map((one) => ({ switch: id, ...one, first: at, last: at })),
  );
}

/** The device that is known to have an address, with what kind of thing it is. */
export async function deviceAt(db: Kysely<Schema>, address: string) {
  return refs(db)
    .innerJoin('endpoint', 'endpoint.device', 'device.id')
    .where('endpoint.address', '=', address)
    .orderBy('endpoint.last', 'desc')
    .executeTakeFirst();
}

export async function devicesAt(db: Kysely<Schema>, addresses: readonly string[]) {
  const found = await refs(db)
    .innerJoin('endpoint', 'endpoint.device', 'device.id')
    .select('endpoint.address')
    .where('endpoint.address', '=', sql<string>`any(${addresses})`)
    .orderBy('endpoint.last')
    .execute();
  return new Map(found.map(({ address, ...device }) => [address, device]));
}

/** Where a device is and was plugged in, the latest first. */
export async function selectAttachments(db: Kysely<Schema>, device: string) {
  return db
    .selectFrom('attachment')
    .innerJoin('switch', 'switch.id', 'attachment.switch')
    .selectAll('attachment')
    .select([
      sql<string>`coalesce(switch.name, switch.address)`.as('switch_name'),
      sql<boolean>`attachment.last = switch.polled and switch.removed is null`.as('current'),
    ])
    .where('attachment.mac', 'in', (query) =>
      query.selectFrom('endpoint').select('endpoint.mac').where('endpoint.device', '=', device).where('mac', '<>', ''),
    )
    .orderBy('attachment.last', 'desc')
    .orderBy('attachment.id', 'desc')
    .limit(MAX_HISTORY)
    .execute();
}

/** The ports of a switch and what was there when it last answered. */
export async function selectPorts(db: Kysely<Schema>, id: string) {
  const ports = await db.selectFrom('switch_port').selectAll().where('switch', '=', id).orderBy('port').execute();
  const found = await db
    .selectFrom('attachment')
    .innerJoin('switch', 'switch.id', 'attachment.switch')
    .select(['attachment.mac', 'attachment.port', 'attachment.vlan'])
    .select(
      sql<string | null>`(select device from endpoint where endpoint.mac = attachment.mac and device is not null
        order by endpoint.last desc limit 1)`.as('device'),
    )
    .where('attachment.switch', '=', id)
    .whereRef('attachment.last', '=', 'switch.polled')
    .orderBy('attachment.mac')
    .execute();
  const ids = [...new Set(found.flatMap(({ device }) => (device === null ? [] : [device])))];
  const known = await refs(db)
    .where('device.id', '=', sql<string>`any(${ids})`)
    .execute();
  return {
    ports,
    attached: Map.groupBy(found, ({ port }) => port),
    devices: new Map(known.map((one) => [one.id, one])),
  };
}

function refs(db: Kysely<Schema>) {
  return db.selectFrom('device').select(['device.id', 'device.name', 'device.class', 'device.type', 'device.scope']);
}
