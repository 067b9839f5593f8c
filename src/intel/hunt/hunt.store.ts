/** Who talked to whom, as far back as it is kept, with what identifies either end. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';

export interface StoredTalk {
  readonly id: number;
  readonly client: string;
  readonly clientMac: string;
  readonly clientDevice: string | null;
  readonly server: string;
  readonly serverMac: string;
  readonly serverDevice: string | null;
  readonly transport: string;
  readonly protocol: string;
  readonly port: number;
  readonly first: number;
  readonly last: number;
  readonly conversations: number;
  readonly packetsOut: number;
  readonly packetsIn: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly serverName: string | null;
  readonly certificate: { readonly subject: string; readonly issuer: string } | null;
  readonly source: number;
  readonly frame: number;
}

/** Talks of one search. */
const MAX_FOUND = 100_000;
/** The latest of all, for patterns that name no address and no name. */
const MAX_LATEST = 20_000;

const COLUMNS = sql`select edge.id, client.address as client, client.mac as "clientMac", client.device as "clientDevice",
  server.address as server, server.mac as "serverMac", server.device as "serverDevice", edge.transport, edge.protocol, edge.port,
  edge.first, edge.last, edge.conversations, edge.packets_out as "packetsOut", edge.packets_in as "packetsIn",
  edge.bytes_out as "bytesOut", edge.bytes_in as "bytesIn", edge.encryption ->> 'serverName' as "serverName",
  edge.encryption -> 'certificates' -> 0 as certificate, edge.first_source as source, edge.first_frame as frame
  from edge join endpoint client on client.id = edge.client join endpoint server on server.id = edge.server`;

/** That have one of `values` as an address, a hardware address or a server's name. */
export async function readTalksOf(db: Database, values: readonly string[]): Promise<StoredTalk[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<StoredTalk>`
    with meant as (select id from endpoint where address = any(${values}) or mac = any(${values}))
    ${COLUMNS}
    where edge.client in (select id from meant) or edge.server in (select id from meant)
      or edge.encryption ->> 'serverName' = any(${values})
    order by edge.last desc, edge.id limit ${MAX_FOUND}`.execute(db);
  return rows;
}

export async function readLatestTalks(db: Database): Promise<StoredTalk[]> {
  const { rows } = await sql<StoredTalk>`${COLUMNS} order by edge.last desc, edge.id limit ${MAX_LATEST}`.execute(db);
  return rows;
}
