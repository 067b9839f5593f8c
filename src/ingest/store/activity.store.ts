/** What devices do: how much, with whom, and what of it is wrong. */
import { sql } from 'kysely';
import type { Finding } from '../../analysis/document.ts';
import type { Transaction } from '../../platform/store/database.ts';
import type { EdgeData } from '../../platform/store/tables/evidence.ts';
import { rows } from './rows.ts';

const list = (values: readonly string[]) => sql`${sql.val([...values])}::text[] collate "C"`;

export async function devicesOf(tx: Transaction, endpoints: readonly number[]): Promise<string[]> {
  if (endpoints.length === 0) return [];
  const found = await sql<{ device: string }>`
    select distinct device from endpoint where id = any(${sql.val([...endpoints])}::bigint[]) and device is not null`.execute(
    tx,
  );
  return found.rows.map(({ device }) => device);
}

/** Counts bytes and peers anew, and takes the last time of each device's endpoints. */
export async function countActivity(tx: Transaction, devices: readonly string[]): Promise<void> {
  if (devices.length === 0) return;
  await sql`
    with ends as materialized (
      select id, device, greatest(last, spoke_last) as last from endpoint where device = any(${list(devices)})
    ),
    talks as (
      select x.device, e.server as peer, e.bytes_out + e.bytes_in as bytes from ends x join edge e on e.client = x.id
      union all
      select x.device, e.client, e.bytes_out + e.bytes_in from ends x join edge e on e.server = x.id
    ),
    totals as (select device, peer, sum(bytes) as bytes from talks group by device, peer),
    peers as (
      select t.device, coalesce(p.device, p.address) as peer, sum(t.bytes) as bytes
      from totals t join endpoint p on p.id = t.peer group by 1, 2
    ),
    counts as (select device, sum(bytes)::bigint as bytes, count(*)::integer as peers from peers group by device),
    times as (select device, max(last) as last from ends group by device),
    news as (select t.device, t.last, coalesce(c.bytes, 0) as bytes, coalesce(c.peers, 0) as peers from times t left join counts c using (device))
    update device d set bytes = n.bytes, peers = n.peers, last = greatest(d.last, n.last)
    from news n where d.id = n.device and (d.bytes <> n.bytes or d.peers <> n.peers or d.last < n.last)`.execute(tx);
}

export interface ExposedEdge {
  readonly client: string | null;
  readonly client_address: string;
  readonly server: string | null;
  readonly server_address: string;
  readonly transport: 'tcp' | 'udp' | 'icmp' | 'sctp' | 'other';
  readonly protocol: string;
  readonly port: number;
  readonly first: number;
  readonly last: number;
  readonly data: EdgeData[];
}

/** Edges of these devices on which readable data went, the oldest first, `most` of each endpoint. */
export async function exposedEdges(tx: Transaction, devices: readonly string[], most: number): Promise<ExposedEdge[]> {
  if (devices.length === 0) return [];
  const found = await sql<ExposedEdge>`
    with ends as materialized (select id from endpoint where device = any(${list(devices)})),
    exposed as (
      select e.* from ends x cross join lateral (
        select * from edge where client = x.id and protection = 0 order by id limit ${most}) e
      union
      select e.* from ends x cross join lateral (
        select * from edge where server = x.id and protection = 0 order by id limit ${most}) e
    )
    select c.device as client, c.address as client_address, s.device as server, s.address as server_address,
      e.transport, e.protocol, e.port, e.first, e.last, e.data
    from exposed e join endpoint c on c.id = e.client join endpoint s on s.id = e.server order by e.first, e.id`.execute(
    tx,
  );
  return found.rows;
}

export async function parties(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ id: string; name: string; scope: 'local' | 'external' }[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ id: string; name: string; scope: 'local' | 'external' }>`
    select id, name, scope from device where id = any(${list(ids)})`.execute(tx);
  return found.rows;
}

export interface FindingRow extends Omit<Finding, 'severity' | 'evidence'> {
  readonly severity: number;
  /** As the contract has it; `capture` is the number of a source. */
  readonly evidence: Finding['evidence'];
  readonly first: number;
  readonly last: number;
}

/** Ids of what was found for the first time, or again after it was gone. */
export async function writeFindings(tx: Transaction, values: readonly FindingRow[]): Promise<string[]> {
  if (values.length === 0) return [];
  const types = {
    id: 'text',
    rule: 'text',
    severity: 'smallint',
    device: 'text',
    peer: 'text',
    title: 'text',
    advice: 'text',
    evidence: 'jsonb',
    first: 'bigint',
    last: 'bigint',
  };
  const found = await sql<{ id: string; opened: boolean }>`
    with old as (select id from finding where id = any(${list(values.map(({ id }) => id))}) and resolved is null),
    written as (
      insert into finding as f (id, rule, severity, device, peer, title, advice, evidence, first, last)
      select * from ${rows('n', types, values)}
      on conflict (id) do update set severity = excluded.severity, title = excluded.title, advice = excluded.advice,
        evidence = excluded.evidence, first = least(f.first, excluded.first), last = excluded.last,
        resolved = case when excluded.last > f.last then null else f.resolved end
      returning id, resolved
    )
    select w.id, w.resolved is null and not exists (select from old where old.id = w.id) as opened from written w`.execute(
    tx,
  );
  return found.rows.filter(({ opened }) => opened).map(({ id }) => id);
}

/** Takes away what is no longer found about these devices; returns whose findings became fewer. */
export async function removeFindings(
  tx: Transaction,
  devices: readonly string[],
  kept: readonly string[],
): Promise<string[]> {
  if (devices.length === 0) return [];
  const removed = await sql<{ device: string | null }>`
    delete from finding where (device = any(${list(devices)}) or peer = any(${list(devices)})) and not id = any(${list(kept)})
    returning device`.execute(tx);
  return removed.rows.flatMap(({ device }) => device ?? []);
}

/** How many open findings devices have, of which rules and severities. */
export async function findingCounts(
  tx: Transaction,
  devices: readonly string[],
): Promise<{ id: string; class: string; scope: string; findings: number; severities: number[]; rules: string[] }[]> {
  if (devices.length === 0) return [];
  const found = await sql<{
    id: string;
    class: string;
    scope: string;
    findings: number;
    severities: number[];
    rules: string[];
  }>`
    select d.id, d.class, d.scope, count(f.id)::integer as findings,
      array_agg(distinct f.severity::integer) filter (where f.id is not null) as severities,
      array_agg(distinct f.rule) filter (where f.id is not null) as rules
    from device d left join finding f on f.device = d.id and f.resolved is null
    where d.id = any(${list(devices)}) group by d.id`.execute(tx);
  return found.rows.map((row) => ({ ...row, severities: row.severities ?? [], rules: row.rules ?? [] }));
}

export async function writeFindingCounts(
  tx: Transaction,
  values: readonly {
    id: string;
    attention: number;
    findings: number;
    worst: number | null;
    severities: string;
    rules: string;
  }[],
): Promise<void> {
  if (values.length === 0) return;
  const types = {
    id: 'text',
    attention: 'integer',
    findings: 'integer',
    worst: 'smallint',
    severities: 'text',
    rules: 'text',
  };
  await sql`
    update device d set attention = n.attention, findings = n.findings, worst = n.worst,
      severities = n.severities::text[], rules = n.rules::text[]
    from ${rows('n', types, values)}
    where d.id = n.id and (d.attention, d.findings, d.severities, d.rules) is distinct from
      (n.attention, n.findings, n.severities::text[], n.rules::text[])`.execute(tx);
}

export async function findingTitles(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ id: string; title: string; device: string | null }[]> {
  return await tx
    .selectFrom('finding')
    .select(['id', 'title', 'device'])
    .where('id', 'in', [...ids])
    .execute();
}
