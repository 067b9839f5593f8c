/** Who talks to a device, and who talks to those. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';

/** The device first, then its peers with the most traffic, then theirs; at most `limit`. */
export async function readNeighbours(db: Database, device: string, hops: number, limit: number): Promise<string[]> {
  const found = new Set([device]);
  let ring = [device];
  for (let hop = 0; hop < hops && found.size < limit && ring.length > 0; hop += 1) {
    ring = (await readPeers(db, ring, limit)).filter((id) => !found.has(id)).slice(0, limit - found.size);
    for (const id of ring) found.add(id);
  }
  return [...found];
}

async function readPeers(db: Database, devices: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (select id from endpoint where device = any(${devices}::text[])),
      talk as (
        select server as peer, bytes_out + bytes_in as bytes from edge where client in (select id from own)
        union all
        select client, bytes_out + bytes_in from edge where server in (select id from own)
      )
    select device as id from talk join endpoint on endpoint.id = peer where device is not null
    group by device order by sum(bytes) desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
