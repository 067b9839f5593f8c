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

/** Which node of the map a device belongs to; `c` and `s` are the devices of client and server. */
export type NodeOf = (alias: 'c' | 's') => RawBuilder<string>;

export const byType: NodeOf = (alias) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`case when ${column('scope')} = 'external' then 'internet' else ${column('class')} end || '/' || ${column('type')}`;
};
export const byZone: NodeOf = (alias) => sql.ref(`${alias}.zone`);
export const byDevice: NodeOf = (alias) => sql.ref(`${alias}.id`);

/** Which conversations are added up. */
export type Edges = RawBuilder<unknown>;

/** Between any two of `devices`. */
export function edgesBetween(devices: readonly string[]): Edges {
  return sql`(select * from edge where client in (${endpointsOf(devices)}) and server in (${endpointsOf(devices)}))`;
}

/** Of any of `devices` with anybody. */
export function edgesOfAny(devices: readonly string[]): Edges {
  return sql`(
    select * from edge where client in (${endpointsOf(devices)}) union all
    select * from edge where server in (${endpointsOf(devices)}) and client not in (${endpointsOf(devices)})
  )`;
}

/** Inside of zones. */
export function edgesWithin(zones: readonly string[]): Edges {
  const inside = sql`select endpoint.id from endpoint join device on device.id = endpoint.device where zone = any(${zones}::text[])`;
  return sql`(select * from edge where client in (${inside}) and server in (${inside}))`;
}

const endpointsOf = (devices: readonly string[]) =>
  sql`select endpoint.id from endpoint where endpoint.device = any(${devices}::text[])`;

/** More sums than this cannot be drawn, nor read in time. */
const MAX_SUMS = 200_000;

/** Between groups of one type, between zones, or between the groups inside of one zone, as `talk_sum.view` names them; the busiest first. */
export async function readKeptSums(db: Database, view: string): Promise<GroupSum[]> {
  const { rows } = await sql<Stored>`
    select client as "from", server as "to", protection, nullif(protocol, '') as protocol, categories, bytes, conversations
    from talk_sum where view = ${view} and edges > 0 order by bytes desc limit ${MAX_SUMS}`.execute(db);
  return rows.map(sumOf);
}

/** The busiest first. */
export async function readSums(db: Database, nodeOf: NodeOf, edges: Edges): Promise<GroupSum[]> {
  const { rows } = await sql<Stored>`
    select ${nodeOf('c')} as "from", ${nodeOf('s')} as "to", protection, nullif(protocol, '') as protocol,
      categories, sum(bytes_out + bytes_in) as bytes, sum(conversations) as conversations
    from ${edges} as talk join endpoint ce on ce.id = client join endpoint se on se.id = server
      left join device c on c.id = ce.device left join device s on s.id = se.device
    group by 1, 2, 3, 4, 5 order by bytes desc limit ${MAX_SUMS}`.execute(db);
  return rows.map(sumOf);
}

const sumOf = (row: Stored): GroupSum => ({ ...row, protection: PROTECTIONS[row.protection] ?? 'unknown' });
