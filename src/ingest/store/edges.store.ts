/** Edges: all conversations between two endpoints about the same thing. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import type { EdgeData, EdgeEncryption } from '../../platform/store/tables/evidence.ts';
import { rows } from './rows.ts';

export interface EdgeKey {
  readonly client: number;
  readonly server: number;
  readonly transport: string;
  readonly protocol: string;
  readonly port: number;
  readonly encrypted: boolean;
}

export interface KnownEdge {
  /** Where in the keys that were asked for. */
  readonly at: number;
  readonly id: number;
  /** Whether the client sent something. */
  readonly heard: boolean;
  readonly answered: boolean;
  readonly encryption: EdgeEncryption | null;
  readonly data: EdgeData[];
  readonly actions: { verb: string; count: number }[];
}

const KEY = {
  client: 'bigint',
  server: 'bigint',
  transport: 'text',
  protocol: 'text',
  port: 'integer',
  encrypted: 'boolean',
};

export async function findEdges(tx: Transaction, keys: readonly EdgeKey[]): Promise<KnownEdge[]> {
  if (keys.length === 0) return [];
  const numbered = keys.map((key, at) => ({ ...key, at }));
  const found = await sql<KnownEdge>`
    select n.at, e.id, e.packets_out > 0 as heard, e.answered, e.encryption, e.data, e.actions
    from ${rows('n', { at: 'integer', ...KEY }, numbered)}
    join edge e on e.client = n.client and e.server = n.server and e.transport = n.transport collate "C"
      and e.protocol = n.protocol collate "C" and e.port = n.port and e.encrypted = n.encrypted`.execute(tx);
  return found.rows;
}

export interface EdgeRow extends EdgeKey {
  readonly first: number;
  readonly last: number;
  readonly source: number;
  readonly frame: number;
  readonly answered: boolean;
  readonly conversations: number;
  readonly packets_out: number;
  readonly packets_in: number;
  readonly bytes_out: number;
  readonly bytes_in: number;
  /** Null where nothing new was learned of it; what is there stays. */
  readonly encryption: EdgeEncryption | null;
  readonly data: EdgeData[] | null;
  readonly actions: { verb: string; count: number }[] | null;
}

const SUMS = {
  first: 'bigint',
  last: 'bigint',
  source: 'bigint',
  frame: 'bigint',
  answered: 'boolean',
  conversations: 'bigint',
  packets_out: 'bigint',
  packets_in: 'bigint',
  bytes_out: 'bigint',
  bytes_in: 'bigint',
  encryption: 'jsonb',
  data: 'jsonb',
  actions: 'jsonb',
};

/** The ids of the new edges, in the order of `values`. */
export async function insertEdges(tx: Transaction, values: readonly EdgeRow[], now: number): Promise<number[]> {
  if (values.length === 0) return [];
  const inserted = await sql<{ id: number } & EdgeKey>`
    insert into edge as e (client, server, transport, protocol, port, encrypted, first, last, first_source, first_frame, answered,
      conversations, packets_out, packets_in, bytes_out, bytes_in, encryption, data, actions, touched)
    select n.client, n.server, n.transport, n.protocol, n.port, n.encrypted, n.first, n.last, n.source, n.frame, n.answered,
      n.conversations, n.packets_out, n.packets_in, n.bytes_out, n.bytes_in, n.encryption,
      coalesce(n.data, '[]'), coalesce(n.actions, '[]'), ${now}
    from ${rows('n', { ...KEY, ...SUMS }, values)}
    returning id, client, server, transport, protocol, port, encrypted`.execute(tx);
  const ids = new Map(inserted.rows.map((row) => [keyText(row), row.id]));
  return values.map((value) => {
    const id = ids.get(keyText(value));
    if (id === undefined) throw new Error(`An edge was written and not returned: ${keyText(value)}`);
    return id;
  });
}

export const keyText = ({ client, server, transport, protocol, port, encrypted }: EdgeKey): string =>
  `${client} ${server} ${transport} ${protocol} ${port} ${encrypted}`;

export async function updateEdges(
  tx: Transaction,
  values: readonly (EdgeRow & { id: number })[],
  now: number,
): Promise<void> {
  if (values.length === 0) return;
  const before = sql`case when n.source = e.first_source then n.frame < e.first_frame else n.first < e.first end`;
  await sql`
    update edge e set
      first = case when ${before} then n.first else e.first end,
      first_source = case when ${before} then n.source else e.first_source end,
      first_frame = case when ${before} then n.frame else e.first_frame end,
      last = greatest(e.last, n.last), answered = e.answered or n.answered,
      conversations = e.conversations + n.conversations,
      packets_out = e.packets_out + n.packets_out, packets_in = e.packets_in + n.packets_in,
      bytes_out = e.bytes_out + n.bytes_out, bytes_in = e.bytes_in + n.bytes_in,
      encryption = coalesce(n.encryption, e.encryption), data = coalesce(n.data, e.data),
      actions = coalesce(n.actions, e.actions), touched = ${now}
    from ${rows('n', { id: 'bigint', ...SUMS }, values)}
    where e.id = n.id`.execute(tx);
}

export interface PatientRow {
  readonly edge: number;
  readonly category: string;
  readonly key: string;
  readonly sketch: string;
}

export async function findPatients(tx: Transaction, edges: readonly number[]): Promise<PatientRow[]> {
  if (edges.length === 0) return [];
  const found = await sql<PatientRow>`select * from edge_patient where edge = any(${sql.val(edges)}::bigint[])`.execute(
    tx,
  );
  return found.rows;
}

export async function writePatients(tx: Transaction, values: readonly PatientRow[]): Promise<void> {
  if (values.length === 0) return;
  await sql`
    insert into edge_patient (edge, category, key, sketch)
    select * from ${rows('n', { edge: 'bigint', category: 'text', key: 'text', sketch: 'text' }, values)}
    on conflict (edge, category) do update set key = excluded.key, sketch = excluded.sketch`.execute(tx);
}
