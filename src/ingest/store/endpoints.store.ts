/** Endpoints, their presence, and what was claimed of them. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import { PAUSE } from '../limits.ts';
import { rows } from './rows.ts';

export interface KnownEndpoint {
  readonly id: number;
  readonly mac: string;
  readonly address: string;
  readonly device: string | null;
  readonly packets: number;
  readonly ttl: number;
  readonly spoke: boolean;
  readonly last: number;
  readonly hour: number;
  readonly edges: number;
}

export async function findEndpoints(
  tx: Transaction,
  pairs: readonly { mac: string; address: string }[],
): Promise<KnownEndpoint[]> {
  const found = await sql<KnownEndpoint>`
    select e.id, e.mac, e.address, e.device, e.packets, e.ttl, e.spoke_first is not null as spoke,
      greatest(e.last, e.spoke_last) as last, e.hour, e.edges
    from ${rows('n', { mac: 'text', address: 'text' }, pairs)}
    join endpoint e on e.mac = n.mac collate "C" and e.address = n.address collate "C"`.execute(tx);
  return found.rows;
}

export interface EndpointRow {
  readonly mac: string;
  readonly address: string;
  readonly first: number;
  readonly last: number;
  readonly source: number;
  readonly frame: number;
  readonly packets: number;
  readonly ttl: number;
  readonly spoke_first: number | null;
  readonly spoke_last: number | null;
  readonly spoke_source: number | null;
  readonly spoke_frame: number | null;
}

const COLUMNS = {
  mac: 'text',
  address: 'text',
  first: 'bigint',
  last: 'bigint',
  source: 'bigint',
  frame: 'bigint',
  packets: 'bigint',
  ttl: 'smallint',
  spoke_first: 'bigint',
  spoke_last: 'bigint',
  spoke_source: 'bigint',
  spoke_frame: 'bigint',
};

export async function insertEndpoints(
  tx: Transaction,
  values: readonly EndpointRow[],
  now: number,
): Promise<{ id: number; mac: string; address: string }[]> {
  const inserted = await sql<{ id: number; mac: string; address: string }>`
    insert into endpoint (mac, address, first, last, first_source, first_frame, packets, ttl,
      spoke_first, spoke_last, spoke_source, spoke_frame, touched)
    select n.mac, n.address, n.first, n.last, n.source, n.frame, n.packets, n.ttl,
      n.spoke_first, n.spoke_last, n.spoke_source, n.spoke_frame, ${now}
    from ${rows('n', COLUMNS, values)}
    returning id, mac, address`.execute(tx);
  return inserted.rows;
}

/** Times are those of packets as soon as there were some; before, those of whatever named the endpoint. */
export async function updateEndpoints(
  tx: Transaction,
  values: readonly (EndpointRow & { id: number })[],
  now: number,
): Promise<void> {
  const before = sql`case when n.packets > 0 and e.packets = 0 then true when n.packets = 0 and e.packets > 0 then false
    when n.source = e.first_source then n.frame < e.first_frame else n.first < e.first end`;
  const spokeBefore = sql`n.spoke_first is not null and (e.spoke_first is null or
    case when n.spoke_source = e.spoke_source then n.spoke_frame < e.spoke_frame else n.spoke_first < e.spoke_first end)`;
  await sql`
    update endpoint e set
      first = case when ${before} then n.first else e.first end,
      first_source = case when ${before} then n.source else e.first_source end,
      first_frame = case when ${before} then n.frame else e.first_frame end,
      last = case when n.packets > 0 and e.packets = 0 then n.last when n.packets = 0 and e.packets > 0 then e.last
        else greatest(e.last, n.last) end,
      packets = e.packets + n.packets, ttl = greatest(e.ttl, n.ttl),
      spoke_first = case when ${spokeBefore} then n.spoke_first else e.spoke_first end,
      spoke_source = case when ${spokeBefore} then n.spoke_source else e.spoke_source end,
      spoke_frame = case when ${spokeBefore} then n.spoke_frame else e.spoke_frame end,
      spoke_last = greatest(e.spoke_last, n.spoke_last), touched = ${now}
    from ${rows('n', { id: 'bigint', ...COLUMNS }, values)}
    where e.id = n.id`.execute(tx);
}

/** Remembers how many edges clients opened in an hour. */
export async function countEdges(
  tx: Transaction,
  values: readonly { id: number; hour: number; edges: number }[],
): Promise<void> {
  if (values.length === 0) return;
  await sql`
    update endpoint e set hour = n.hour, edges = n.edges
    from ${rows('n', { id: 'bigint', hour: 'integer', edges: 'integer' }, values)} where e.id = n.id`.execute(tx);
}

export interface Span {
  readonly endpoint: number;
  readonly first: number;
  readonly last: number;
}

/** Prolongs the presence that a span continues, or begins another. `spans`: apart from each other by more than a pause. */
export async function notePresence(tx: Transaction, spans: readonly Span[]): Promise<void> {
  if (spans.length === 0) return;
  const types = { endpoint: 'bigint', first: 'bigint', last: 'bigint' };
  await sql`
    with n as materialized (select * from ${rows('n', types, spans)}),
    continued as (
      update presence p set last = greatest(p.last, n.last) from n
      where p.endpoint = n.endpoint and p.last >= n.first - ${PAUSE} and
        p.first = (select max(q.first) from presence q where q.endpoint = n.endpoint and q.first <= n.first)
      returning n.endpoint, n.first
    )
    insert into presence as p (endpoint, first, last) select * from n
    where not exists (select from continued c where c.endpoint = n.endpoint and c.first = n.first)
    on conflict (endpoint, first) do update set last = greatest(p.last, excluded.last)`.execute(tx);
}

export interface ClaimRow {
  readonly mac: string;
  readonly address: string;
  readonly kind: string;
  readonly first: number;
  readonly last: number;
  readonly source: number;
  readonly frame: number;
  readonly packets: number;
}

/** Returns the pairs that had never been claimed so. */
export async function noteClaims(
  tx: Transaction,
  values: readonly ClaimRow[],
): Promise<{ mac: string; address: string }[]> {
  if (values.length === 0) return [];
  const types = {
    mac: 'text',
    address: 'text',
    kind: 'text',
    first: 'bigint',
    last: 'bigint',
    source: 'bigint',
    frame: 'bigint',
    packets: 'bigint',
  };
  const before = sql`case when excluded.first_source = c.first_source then excluded.first_frame < c.first_frame
    else excluded.first < c.first end`;
  const noted = await sql<{ mac: string; address: string; fresh: boolean }>`
    insert into claim as c (mac, address, kind, first, last, first_source, first_frame, packets)
    select * from ${rows('n', types, values)}
    on conflict (mac, address, kind) do update set
      first = case when ${before} then excluded.first else c.first end,
      first_source = case when ${before} then excluded.first_source else c.first_source end,
      first_frame = case when ${before} then excluded.first_frame else c.first_frame end,
      last = greatest(c.last, excluded.last), packets = c.packets + excluded.packets
    returning mac, address, xmax = 0 as fresh`.execute(tx);
  return noted.rows.filter(({ fresh }) => fresh);
}
