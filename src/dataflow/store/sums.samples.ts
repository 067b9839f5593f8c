/** The sums that the database keeps, beside the same from scratch, for tests: the two are equal at any time. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import { byType } from './groups.ts';

interface Sums {
  /** A line for each sum of conversations, and for each kind of devices. */
  readonly talk: string[];
  readonly devices: string[];
}

export async function keptSums(db: Database): Promise<Sums> {
  const talk = await sql<Line>`
    select concat_ws(' ', view, coalesce(client, '-'), coalesce(server, '-'), protection, protocol, categories, edges, bytes, conversations)
      as line from talk_sum where edges <> 0`.execute(db);
  const devices = await sql<Line>`
    select concat_ws(' ', zone, class, type, scope, coalesce(worst, -1), devices) as line from device_sum where devices <> 0`.execute(
    db,
  );
  return { talk: linesOf(talk), devices: linesOf(devices) };
}

export async function sumsFromScratch(db: Database): Promise<Sums> {
  const talk = await sql<Line>`
    with places as (
      select edge.*, ${byType('c')} as cg, c.zone as cz, ${byType('s')} as sg, s.zone as sz
      from edge left join endpoint ce on ce.id = client left join endpoint se on se.id = edge.server
        left join device c on c.id = ce.device left join device s on s.id = se.device
    ), views as (
      select 'type' as view, cg as a, sg as b, * from places
      union all select 'zone', cz, sz, * from places
      union all select cz, cg, sg, * from places where cz = sz
    )
    select concat_ws(' ', view, coalesce(a, '-'), coalesce(b, '-'), protection, protocol, categories, count(*),
      sum(bytes_out + bytes_in), sum(conversations)) as line
    from views group by view, a, b, protection, protocol, categories`.execute(db);
  const devices = await sql<Line>`
    select concat_ws(' ', zone, class, type, scope, coalesce(worst, -1), count(*)) as line
    from device group by zone, class, type, scope, worst`.execute(db);
  return { talk: linesOf(talk), devices: linesOf(devices) };
}

type Line = { readonly line: string };

const linesOf = ({ rows }: { readonly rows: readonly Line[] }): string[] =>
  rows.map(({ line }) => line).toSorted((a, b) => (a < b ? -1 : 1));
