/** SQL of the nightly work. Days and hours are counted since 1970, times are microseconds since then. */
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/store/database.ts';
import { DAY } from '../limits.ts';
import { holdInventory } from './decisions.store.ts';

export async function lastUpkeep(db: Database, name: string): Promise<{ day: number; at: number } | undefined> {
  return await db.selectFrom('upkeep').select(['day', 'at']).where('name', '=', name).executeTakeFirst();
}

export async function noteUpkeep(db: Database, name: string, day: number, at: number): Promise<void> {
  await db
    .insertInto('upkeep')
    .values({ name, day, at })
    .onConflict((on) => on.column('name').doUpdateSet({ day, at }))
    .execute();
}

/** Days up to `last` of which there are hours, the oldest first. */
export async function foldedDays(db: Database, last: number, most: number): Promise<number[]> {
  const found = await sql<{ day: number }>`
    with recursive days (day) as (
      select (select min(hour) / 24 from conv_hour)
      union all
      select (select min(hour) / 24 from conv_hour where hour >= (days.day + 1) * 24) from days where days.day < ${last}::integer
    )
    select day from days where day <= ${last}::integer order by day limit ${most}`.execute(db);
  return found.rows.map(({ day }) => day);
}

const SLOTS = Array.from({ length: 24 }, (_, slot) => slot);

/** Adds a day's hours to the days and takes them away; counts how many others each endpoint talked to. */
export async function foldDay(tx: Transaction, day: number): Promise<void> {
  const slots = (column: string, type: string) =>
    sql.raw(
      `array[${SLOTS.map((slot) => `nullif(sum(${column}) filter (where hour = ${day * 24 + slot}), 0)`).join()}]::${type}[]`,
    );
  const ofDay = sql`hour >= ${day * 24}::integer and hour < ${day * 24 + 24}::integer`;
  await sql`
    insert into conv_day as t (day, edge, conversations, bytes_out, bytes_in)
    select ${day}::integer, edge, ${slots('least(conversations, 2147483647)', 'integer')}, ${slots('bytes_out', 'bigint')}, ${slots('bytes_in', 'bigint')}
    from conv_hour where ${ofDay} group by edge
    on conflict (edge, day) do update set conversations = slots_added(t.conversations, excluded.conversations),
      bytes_out = slots_added(t.bytes_out, excluded.bytes_out), bytes_in = slots_added(t.bytes_in, excluded.bytes_in)`.execute(
    tx,
  );
  await sql`
    with talked as (select distinct e.client, e.server from conv_hour h join edge e on e.id = h.edge where ${ofDay}),
    peers as (
      select endpoint, count(*)::integer as peers from (
        select client as endpoint, server from talked union select server, client from talked
      ) both_ways group by endpoint
    )
    update device_day d set peers = greatest(d.peers, p.peers) from peers p
    where d.endpoint = p.endpoint and d.day = ${day}::integer`.execute(tx);
  const own = `conv_hour_${day}`;
  const there = await sql<{ there: boolean }>`select to_regclass(${own}) is not null as there`.execute(tx);
  if (there.rows[0]?.there === true) await sql.raw(`drop table ${own}`).execute(tx);
  else await sql`delete from conv_hour where ${ofDay}`.execute(tx);
}

/** Partitions of months that ended go whole; of older days only those of edges that nothing was taken in of since `touched`. */
export async function dropDaysBefore(db: Database, day: number, touched: number): Promise<void> {
  const partitions = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'conv_day'::regclass and c.relname ~ '^conv_day_[0-9]+$' order by 1`.execute(db);
  for (const { name } of partitions.rows) {
    const first = Number(name.slice('conv_day_'.length));
    const ended = new Date(first * 86_400_000);
    const end = Date.UTC(ended.getUTCFullYear(), ended.getUTCMonth() + 1, 1) / 86_400_000;
    if (end <= day) await sql.raw(`drop table if exists ${name}`).execute(db);
  }
  await sql`
    delete from conv_day_other d where d.day < ${day}::integer
      and not exists (select from edge e where e.id = d.edge and e.touched >= ${touched}::bigint)`.execute(db);
}

/** Edges and days of which nothing was taken in for so long. */
export async function forgetUnseen(db: Database, day: number, touched: number): Promise<void> {
  const unseen = sql`not exists (select from endpoint e where e.id = d.endpoint and e.touched >= ${touched}::bigint)`;
  await sql`delete from device_day d where d.day < ${day}::integer and ${unseen}`.execute(db);
  await sql`delete from deed_day d where d.day < ${day}::integer and ${unseen}`.execute(db);
  await sql`delete from presence d where d.last < ${day * DAY}::bigint and ${unseen}`.execute(db);
  await sql`delete from sensor_hour where hour < ${day * 24}::integer`.execute(db);
  await db.transaction().execute(async (tx) => {
    await holdInventory(tx);
    await sql`delete from edge_patient p using edge e where e.id = p.edge and e.touched < ${touched}::bigint`.execute(
      tx,
    );
    await sql`delete from edge where touched < ${touched}::bigint`.execute(tx);
    // What nothing is counted under any more, such as a zone that is gone.
    await sql`delete from talk_sum where edges = 0`.execute(tx);
    await sql`delete from device_sum where devices = 0`.execute(tx);
  });
}

/** A medical device is silent after a day, when it was heard on three of the seven days before. */
const SILENCE_DAYS = 1;
const WATCHED_DAYS = 7;
const REGULAR_DAYS = 3;

/** Notes medical devices that used to be there and are not, and whether that is the device's or our sensors' silence. */
export async function noteSilent(tx: Transaction, now: number): Promise<void> {
  await sql`
    with missing as (
      select d.id, d.last from device d where d.class = 'medical' and d.scope = 'local'
        and d.last < ${now - SILENCE_DAYS * DAY}::bigint and d.last > ${now - (WATCHED_DAYS + SILENCE_DAYS) * DAY}::bigint
        and not exists (select from change c where c.device = d.id and c.kind = 'silent' and c.at >= d.last)
    ),
    regular as (
      select m.id, m.last from missing m join endpoint e on e.device = m.id
        join device_day y on y.endpoint = e.id and y.day > m.last / ${DAY}::bigint - ${WATCHED_DAYS}::integer
      group by m.id, m.last having count(distinct y.day) >= ${REGULAR_DAYS}::integer
    )
    insert into change (device, at, kind, field, after)
    select r.id, ${now}::bigint, 'silent', case when l.listened then 'device' else 'sensor' end,
      case when l.listened then 'Not heard since, although sensors listened' else 'Not heard since: no sensor listened' end
    from regular r cross join lateral (
      select exists (select from sensor_hour h where h.hour > r.last / 3600000000 and h.frames > 0) as listened
    ) l where exists (select from sensor)`.execute(tx);
}

/** Notes devices that were told to be silent and have been heard since. */
export async function noteReturned(tx: Transaction, now: number): Promise<void> {
  await sql`
    insert into change (device, at, kind, before)
    select d.id, least(d.last, ${now}::bigint), 'returned', 'silent' from (
      select distinct on (device) device, kind, at from change where kind in ('silent', 'returned') order by device, at desc, id desc
    ) c join device d on d.id = c.device where c.kind = 'silent' and d.last > c.at`.execute(tx);
}

/** After so many days without its cause a finding is over, if its device was heard meanwhile. */
const OVER_DAYS = 14;

/** Returns the devices whose findings became fewer. */
export async function resolveFindings(tx: Transaction, now: number): Promise<string[]> {
  const resolved = await sql<{ device: string }>`
    update finding f set resolved = ${now}::bigint from device d
    where d.id = f.device and f.resolved is null and d.last > f.last + ${OVER_DAYS * DAY}::bigint
    returning f.device`.execute(tx);
  return [...new Set(resolved.rows.map(({ device }) => device))];
}
