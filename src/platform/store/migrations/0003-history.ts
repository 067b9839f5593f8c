/**
 * The tables of `tables/history.ts`. Partitions of days and months are made by ingest for the present; a default partition
 * takes what lies elsewhere, such as an old capture's hours, so that no clock of a packet makes tables.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table conv_hour (
    hour integer, edge bigint, conversations bigint not null, packets bigint not null,
    bytes_out bigint not null, bytes_in bigint not null, items bigint not null, primary key (edge, hour)
  ) partition by range (hour)`,
  `create table conv_hour_other partition of conv_hour default with (fillfactor = 80)`,
  `create index conv_hour_time on conv_hour (hour)`,
  `create table conv_day (
    day integer, edge bigint, conversations integer[] not null, bytes_out bigint[] not null, bytes_in bigint[] not null,
    primary key (edge, day)
  ) partition by range (day)`,
  `create table conv_day_other partition of conv_day default`,
  `create table device_day (
    day integer, endpoint bigint, conversations integer[] not null, bytes_out bigint[] not null, bytes_in bigint[] not null,
    items integer[] not null, peers integer not null default 0, primary key (endpoint, day)
  ) with (fillfactor = 90)`,
  `create index device_day_day on device_day (day)`,
  `create table deed_day (
    day integer, endpoint bigint, protocol text collate "C", verb text collate "C", counts integer[] not null,
    primary key (endpoint, day, protocol, verb)
  ) with (fillfactor = 80)`,
  `create index deed_day_day on deed_day (day)`,
  `create table upkeep (name text primary key, day integer not null, at bigint not null)`,
  // Adds what happened in the hours of one more window; the longer of the two gives the length.
  `create function slots_added(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe
    return array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) as slot (x, y))`,
  `create function slots_added(a integer[], b integer[]) returns integer[] language sql immutable parallel safe
    return array(select least(coalesce(x, 0)::bigint + coalesce(y, 0), 2147483647)::integer from unnest(a, b) as slot (x, y))`,
];
