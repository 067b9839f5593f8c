/** Services that were spoken to encrypted, and in which ways: read from who talks to whom. */
import { sql } from 'kysely';
import type { Certificate } from '../../analysis/document.ts';
import type { Database } from '../../platform/store/database.ts';

/** How some peers and a service spoke. */
export interface StoredWay {
  readonly device: string | null;
  readonly address: string;
  readonly transport: string;
  readonly port: number;
  readonly protocol: string | null;
  readonly kind: string;
  readonly version: string | null;
  readonly cipher: string | null;
  readonly group: string | null;
  readonly certificates: readonly Certificate[] | null;
  readonly peers: number;
  readonly conversations: number;
  readonly last: number;
  readonly source: number;
  readonly frame: number;
}

/** More ways to speak than this no hospital has; the busiest are read. */
const MAX_WAYS = 20_000;

export async function readEncryptedWays(db: Database): Promise<StoredWay[]> {
  const { rows } = await sql<StoredWay>`
    select device, coalesce(nullif(address, ''), mac) as address, transport, port, nullif(protocol, '') as protocol,
      encryption ->> 'kind' as kind, encryption ->> 'version' as version, encryption ->> 'cipher' as cipher,
      encryption ->> 'group' as "group", encryption -> 'certificates' as certificates,
      count(*) as peers, sum(conversations) as conversations, max(edge.last) as last,
      (array_agg(edge.first_source order by edge.first, edge.id))[1] as source,
      (array_agg(edge.first_frame order by edge.first, edge.id))[1] as frame
    from edge join endpoint on endpoint.id = server
    where encrypted and jsonb_typeof(encryption) = 'object'
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    order by conversations desc limit ${MAX_WAYS}`.execute(db);
  return rows;
}
