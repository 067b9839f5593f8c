/** Which addresses a device had when: as they stood in its frames, and as protocols stated them. */
import { sql } from 'kysely';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { AddressList } from '../history.contract.ts';

const MAX_ADDRESSES = 1000;

type Held = AddressList['addresses'][number];

interface Stored {
  readonly mac: string;
  readonly address: string;
  readonly first: number;
  readonly last: number;
  readonly how: Held['how'];
  readonly packets: number;
  readonly source: number;
  readonly frame: number;
}

/** The latest first. */
export async function readAddresses(db: Database, device: string): Promise<Held[]> {
  const { rows } = await sql<Stored>`
    select mac, address, first, last, 'seen' as how, packets, first_source as source, first_frame as frame
      from endpoint where device = ${device}
    union all
    select mac, address, first, last, kind, packets, first_source, first_frame
      from claim where mac in (select mac from endpoint where device = ${device} and mac <> '')
    order by last desc, how limit ${MAX_ADDRESSES}`.execute(db);
  return rows.map((row) => ({
    mac: row.mac === '' ? null : row.mac,
    address: row.address === '' ? null : row.address,
    first: isoTime(row.first),
    last: isoTime(row.last),
    how: row.how,
    packets: row.packets,
    anchor: row.mac === '' ? row.address : row.mac,
    evidence: { capture: row.source, frame: Math.max(1, row.frame) },
  }));
}
