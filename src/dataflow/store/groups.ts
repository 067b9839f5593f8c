/**
 * Who talks to whom between groups of devices. Over all conversations the database keeps the sums; between chosen devices they
 * are added up when somebody asks.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import { type Protection, PROTECTIONS } from '../protection.ts';

/** Conversations of one protocol, equally protected, from one node to another. */
export interface GroupSum {
  /** Null for an address that nothing was ever heard from. */
  readonly from: string | null;
  readonly to: string | null;
  readonly protection: Protection;
  readonly protocol: string | null;
  readonly categories: readonly string[];
  readonly bytes: number;
  readonly conversations: number;
}

interface Stored extends Omit<GroupSum, 'protection'> {
  readonly protection: number;
}

/** Which node of the map the device of a row named `alias` is part of. */
export type NodeOf = (alias: string) => RawBuilder<string | null>;

export const byType: NodeOf = (alias) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`case when ${column('scope')} = 'external' then 'internet' else ${column('class')} end || '/' || ${column('type')}`;
};
/** By type as well, and only what lies in these zones. */
export const byTypeWithin =
  (zones: readonly string[]): NodeOf =>
  (alias) =>
    sql`case when ${sql.ref(`${alias}.zone`)} = any(${zones}::text[]) then ${byType(alias)} end`;
/** Whatever is not drawn as a device is not drawn. */
export const byNothing: NodeOf = () => sql`null::text`;

/** Which conversations are added up; `own` are the endpoints of the devices that are drawn one by one. */
export type Edges = RawBuilder<unknown>;

/** Between any two of the devices that are drawn one by one. */
export const amongOwn: Edges = sql`(
  select * from edge where client in (select endpoint from own) and server in (select endpoint from own)
)`;

/** Of any of them with anybody. */
export const ofOwn: Edges = sql`(
  select * from edge where client in (select endpoint from own) union all
  select * from edge where server in (select endpoint from own) and client not in (select endpoint from own)
)`;

/** Inside of zones. */
export function edgesWithin(zones: readonly string[]): Edges {
  const inside = sql`select endpoint.id from endpoint join device on device.id = endpoint.device where zone = any(${zones}::text[])`;
  return sql`(select * from edge where client in (${inside}) and server in (${inside}))`;
}

/** More sums than this cannot be drawn, nor read in time. */
const MAX_SUMS = 200_000;

/** Between groups of one type, between zones, or between the groups inside of one zone, as `talk_sum.view` names them; the busiest first. */
export async function readKeptSums(db: Database, view: string): Promise<GroupSum[]> {
  const { rows } = await sql<Stored>`
    select client as "from", server as "to", protection, nullif(protocol, '') as protocol, categories, bytes, conversations
    from talk_sum where view = ${view} and edges > 0 order by bytes desc limit ${MAX_SUMS}`.execute(db);
  return rows.map(sumOf);
}

/** What is added up of which conversations. */
export interface Summing {
  readonly edges: Edges;
  /** Devices that are drawn one by one. */
  readonly own: readonly string[];
  /** The node that every other device is part of. */
  readonly nodeOf: NodeOf;
  /** None stands for all. */
  readonly protocol: readonly string[];
  readonly protection: readonly Protection[];
}

/**
 * The busiest first. What an end is part of is looked up once for each end, and not for each conversation: thousands of pumps talk
 * to the same few servers.
 */
export async function readSums(
  db: Database,
  { edges, own, nodeOf, protocol, protection }: Summing,
): Promise<GroupSum[]> {
  const degrees = protection.map((degree) => PROTECTIONS.indexOf(degree));
  const { rows } = await sql<Stored>`
    with own as materialized (select id as endpoint, device as node from endpoint where device = any(${own}::text[])),
      talk as materialized (
        select client, server, protection, nullif(protocol, '') as protocol, categories, bytes_out + bytes_in as bytes, conversations
        from ${edges} as edge
        where (${protocol.length === 0} or protocol = any(${protocol}::text[]))
          and (${degrees.length === 0} or protection = any(${degrees}::smallint[]))
      ),
      ends as materialized (
        select endpoint, node from own
        union all
        select endpoint.id, ${nodeOf('device')}
        from (select client as id from talk union select server from talk except select endpoint from own) as other
          join endpoint using (id) join device on device.id = endpoint.device
      )
    select c.node as "from", s.node as "to", protection, protocol, categories, sum(bytes) as bytes, sum(conversations) as conversations
    from talk left join ends c on c.endpoint = client left join ends s on s.endpoint = server
    group by 1, 2, 3, 4, 5 order by bytes desc limit ${MAX_SUMS}`.execute(db);
  return rows.map(sumOf);
}

const sumOf = (row: Stored): GroupSum => ({ ...row, protection: PROTECTIONS[row.protection] ?? 'unknown' });
