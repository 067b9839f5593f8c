/** Roll-ups by hour and day, and what sources and sensors saw. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import type { SourceSum, TrafficSum } from '../window-sums.ts';
import { rows } from './rows.ts';

export interface HourRow {
  readonly hour: number;
  readonly edge: number;
  readonly conversations: number;
  readonly packets: number;
  readonly bytes_out: number;
  readonly bytes_in: number;
  readonly items: number;
}

export async function addHours(tx: Transaction, values: readonly HourRow[]): Promise<void> {
  if (values.length === 0) return;
  const types = {
    hour: 'integer',
    edge: 'bigint',
    conversations: 'bigint',
    packets: 'bigint',
    bytes_out: 'bigint',
    bytes_in: 'bigint',
    items: 'bigint',
  };
  await sql`
    insert into conv_hour as t (hour, edge, conversations, packets, bytes_out, bytes_in, items)
    select * from ${rows('n', types, values)}
    on conflict (edge, hour) do update set conversations = t.conversations + excluded.conversations,
      packets = t.packets + excluded.packets, bytes_out = t.bytes_out + excluded.bytes_out,
      bytes_in = t.bytes_in + excluded.bytes_in, items = t.items + excluded.items`.execute(tx);
}

export interface DayRow {
  readonly day: number;
  readonly endpoint: number;
  /** Arrays of 24 in PostgreSQL's own text; null for an hour in which nothing happened. */
  readonly conversations: string;
  readonly bytes_out: string;
  readonly bytes_in: string;
  readonly items: string;
}

export async function addDays(tx: Transaction, values: readonly DayRow[]): Promise<void> {
  if (values.length === 0) return;
  const types = {
    day: 'integer',
    endpoint: 'bigint',
    conversations: 'text',
    bytes_out: 'text',
    bytes_in: 'text',
    items: 'text',
  };
  await sql`
    insert into device_day as t (day, endpoint, conversations, bytes_out, bytes_in, items)
    select n.day, n.endpoint, n.conversations::integer[], n.bytes_out::bigint[], n.bytes_in::bigint[], n.items::integer[]
    from ${rows('n', types, values)}
    on conflict (endpoint, day) do update set conversations = slots_added(t.conversations, excluded.conversations),
      bytes_out = slots_added(t.bytes_out, excluded.bytes_out), bytes_in = slots_added(t.bytes_in, excluded.bytes_in),
      items = slots_added(t.items, excluded.items)`.execute(tx);
}

export interface DeedRow {
  readonly day: number;
  readonly endpoint: number;
  readonly protocol: string;
  readonly verb: string;
  readonly counts: string;
}

export async function addDeeds(tx: Transaction, values: readonly DeedRow[]): Promise<void> {
  if (values.length === 0) return;
  const types = { day: 'integer', endpoint: 'bigint', protocol: 'text', verb: 'text', counts: 'text' };
  await sql`
    insert into deed_day as t (day, endpoint, protocol, verb, counts)
    select n.day, n.endpoint, n.protocol, n.verb, n.counts::integer[] from ${rows('n', types, values)}
    on conflict (endpoint, day, protocol, verb) do update set counts = slots_added(t.counts, excluded.counts)`.execute(
    tx,
  );
}

/** Makes the partition of a day, where there is none and no row of it waits in the default one. Hours and days since 1970. */
export async function ensureHours(tx: Transaction, day: number): Promise<void> {
  await ensurePartition(tx, 'conv_hour', `conv_hour_${day}`, 'hour', day * 24, day * 24 + 24, 80);
}

/** The same for a month of days, from `first` to before `end`. */
export async function ensureDays(tx: Transaction, first: number, end: number): Promise<void> {
  await ensurePartition(tx, 'conv_day', `conv_day_${first}`, 'day', first, end, 100);
}

async function ensurePartition(
  tx: Transaction,
  table: string,
  name: string,
  column: string,
  from: number,
  to: number,
  fill: number,
): Promise<void> {
  const { rows: there } = await sql<{ there: boolean }>`
    select to_regclass(${name}) is not null or exists (
      select from ${sql.table(`${table}_other`)} where ${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${to}
    ) as there`.execute(tx);
  if (there[0]?.there === true) return;
  await sql
    .raw(`create table ${name} partition of ${table} for values from (${from}) to (${to}) with (fillfactor = ${fill})`)
    .execute(tx);
}

export interface SourceRow {
  readonly id: number;
  readonly sensor: string | null;
  readonly demo: boolean;
  readonly next_window: number;
  readonly hour: number;
  readonly newcomers: number;
}

/** Of the sources that windows came of, those that are still there, held until the transaction ends. */
export async function holdSources(tx: Transaction, ids: readonly number[]): Promise<SourceRow[]> {
  const found = await sql<SourceRow>`
    select id, sensor, demo, next_window, hour, newcomers from source where id = any(${sql.val(ids)}::bigint[])
    order by id for update`.execute(tx);
  return found.rows;
}

const TRAFFIC = {
  frames: 'bigint',
  bytes: 'bigint',
  dropped: 'bigint',
  gaps: 'bigint',
  unreadable: 'bigint',
  shed: 'bigint',
  untracked: 'bigint',
};

export async function addToSources(
  tx: Transaction,
  values: readonly (Omit<SourceSum, 'hours' | 'summary'> & {
    id: number;
    hour: number;
    newcomers: number;
    format: string | null;
    incomplete: string | null;
  })[],
): Promise<void> {
  const types = {
    id: 'bigint',
    next: 'bigint',
    first: 'bigint',
    last: 'bigint',
    hour: 'integer',
    newcomers: 'integer',
    ...TRAFFIC,
    format: 'text',
    incomplete: 'text',
  };
  await sql`
    update source s set next_window = n.next, first = least(s.first, n.first), last = greatest(s.last, n.last),
      hour = n.hour, newcomers = n.newcomers, format = coalesce(n.format, s.format),
      incomplete = coalesce(n.incomplete, s.incomplete),
      frames = s.frames + n.frames, bytes = s.bytes + n.bytes, dropped = s.dropped + n.dropped, gaps = s.gaps + n.gaps,
      unreadable = s.unreadable + n.unreadable, shed = s.shed + n.shed, untracked = s.untracked + n.untracked
    from ${rows('n', types, values)} where s.id = n.id`.execute(tx);
}

export async function addToSensors(
  tx: Transaction,
  values: readonly (TrafficSum & { sensor: string; hour: number })[],
): Promise<void> {
  if (values.length === 0) return;
  const types = { sensor: 'text', hour: 'integer', ...TRAFFIC, seconds: 'double precision' };
  await sql`
    insert into sensor_hour as t (sensor, hour, frames, bytes, dropped, gaps, unreadable, shed, untracked, seconds)
    select * from ${rows('n', types, values)}
    on conflict (sensor, hour) do update set frames = t.frames + excluded.frames, bytes = t.bytes + excluded.bytes,
      dropped = t.dropped + excluded.dropped, gaps = t.gaps + excluded.gaps, unreadable = t.unreadable + excluded.unreadable,
      shed = t.shed + excluded.shed, untracked = t.untracked + excluded.untracked,
      seconds = t.seconds + excluded.seconds`.execute(tx);
}
