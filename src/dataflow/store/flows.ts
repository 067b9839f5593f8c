/** Whom one device talks to: its conversations, those alike told as one. */
import { sql } from 'kysely';
import { readRefs } from '../../inventory/store/refs.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { EdgeData } from '../../platform/store/tables/evidence.ts';
import type { Flow } from '../dataflow.contract.ts';
import { encryptionWords } from '../encryption-words.ts';
import { PROTECTIONS } from '../protection.ts';

interface Stored {
  readonly peer: string | null;
  readonly address: string;
  readonly opens: boolean;
  readonly transport: string;
  readonly protocol: string;
  readonly port: number;
  readonly protection: number;
  readonly kind: string | null;
  readonly version: string | null;
  readonly conversations: number;
  readonly sent: number;
  readonly received: number;
  readonly first: number;
  readonly last: number;
  readonly data: EdgeData[];
  readonly actions: Flow['actions'];
  readonly source: number;
  readonly frame: number;
  readonly total: number;
}

/** The worst protected first, then the busiest. */
export async function readFlows(
  db: Database,
  device: string,
  limit: number,
): Promise<{ flows: Flow[]; total: number }> {
  const { rows } = await sql<Stored>`
    with own as (select id from endpoint where device = ${device}),
      sides as (
        select server as other, true as opens, edge.* from edge where client in (select id from own)
        union all
        select client as other, false as opens, edge.* from edge where server in (select id from own)
          and client not in (select id from own)
      ), flows as (
        select peer.device as peer, coalesce(peer.device, nullif(peer.address, ''), peer.mac) as whose,
          min(coalesce(nullif(peer.address, ''), peer.mac)) as address, opens, transport, protocol, port, protection,
          encryption ->> 'kind' as kind, encryption ->> 'version' as version, sum(conversations) as conversations,
          sum(case when opens then bytes_out else bytes_in end) as sent,
          sum(case when opens then bytes_in else bytes_out end) as received,
          min(sides.first) as first, max(sides.last) as last, array_agg(sides.id order by sides.first, sides.id) as edges
        from sides join endpoint peer on peer.id = other
        group by peer.device, whose, opens, transport, protocol, port, protection, kind, version
      ), page as (
        select *, count(*) over () as total from flows
        order by protection, sent + received desc, whose, port limit ${limit}
      )
    select page.*, joined.data, joined.actions, head.first_source as source, head.first_frame as frame
    from page join edge head on head.id = edges[1], lateral (
      select jsonb_path_query_array(coalesce(jsonb_agg(edge.data), '[]'), '$[*][*]') as data,
        jsonb_path_query_array(coalesce(jsonb_agg(edge.actions), '[]'), '$[*][*]') as actions
      from edge where edge.id = any(edges)
    ) as joined
    order by page.protection, sent + received desc, whose, page.port`.execute(db);
  const refOf = await readRefs(
    db,
    rows.map(({ peer }) => peer),
  );
  return { flows: rows.map((row) => flowOf(row, refOf(row.peer, row.address))), total: rows[0]?.total ?? 0 };
}

function flowOf(row: Stored, peer: Flow['peer']): Flow {
  return {
    peer,
    address: row.address,
    opens: row.opens,
    transport: row.transport,
    protocol: row.protocol === '' ? null : row.protocol,
    port: row.port,
    protection: PROTECTIONS[row.protection] ?? 'unknown',
    encryption: encryptionWords(row.kind === null ? null : { kind: row.kind, version: row.version }),
    conversations: row.conversations,
    sent: row.sent,
    received: row.received,
    first: isoTime(row.first),
    last: isoTime(row.last),
    data: dataOf(row.data),
    actions: actionsOf(row.actions),
    evidence: { capture: row.source, frame: Math.max(1, row.frame) },
  };
}

/** Patients of several conversations may be the same ones: their number is at least that of the richest. */
function dataOf(parts: readonly EdgeData[]): Flow['data'] {
  return [...Map.groupBy(parts, ({ category }) => category)].map(([category, alike]) => ({
    category,
    fields: [...new Set(alike.flatMap(({ fields }) => fields))],
    items: alike.reduce((sum, { items }) => sum + items, 0),
    patients: Math.max(...alike.map(({ patients }) => patients)),
  }));
}

function actionsOf(parts: Flow['actions']): Flow['actions'] {
  const counts = new Map<string, number>();
  for (const { verb, count } of parts) counts.set(verb, (counts.get(verb) ?? 0) + count);
  return [...counts].map(([verb, count]) => ({ verb, count })).toSorted((a, b) => b.count - a.count);
}
