/** Which values there are to filter devices by, and how often each. Read in few passes, and kept for a moment. */
import { sql } from 'kysely';
import type { Database } from '../../platform/store/database.ts';
import type { DeviceList } from '../inventory.contract.ts';
import { HERE, QUIET } from '../presence-state.ts';
import type { Moment } from './device-filter.ts';

type Facets = DeviceList['facets'];
type Name = keyof Facets;

export interface FacetCounts {
  readonly facets: Facets;
  /** Devices that exist. */
  readonly all: number;
}

interface Counted {
  readonly facet: Name;
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
}

/** Of one facet; nobody chooses from more. */
const MAX_VALUES = 200;

export async function readFacets(db: Database, moment: Moment): Promise<FacetCounts> {
  const [single, several, sources] = await Promise.all([countSingle(db, moment), countSeveral(db), countSources(db)]);
  const byName = Map.groupBy([...single, ...several, ...sources], ({ facet }) => facet);
  const of = (name: Name) =>
    (byName.get(name) ?? [])
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, MAX_VALUES)
      .map(({ value, label, count }) => (label === null ? { value, count } : { value, count, label }));
  return {
    facets: {
      class: of('class'),
      type: of('type'),
      manufacturer: of('manufacturer'),
      severity: of('severity'),
      rule: of('rule'),
      ward: of('ward'),
      owner: of('owner'),
      presence: of('presence'),
      approved: of('approved'),
      source: of('source'),
    },
    all: (byName.get('class') ?? []).reduce((sum, { count }) => sum + count, 0),
  };
}

/** Values of which a device has one: all of them in one pass over the devices. */
async function countSingle(db: Database, { now, watched }: Moment): Promise<Counted[]> {
  const presence = watched
    ? sql`case when last >= ${now - HERE}::bigint then 'here' when last >= ${now - QUIET}::bigint then 'quiet' else 'gone' end`
    : sql`'unwatched'`;
  const { rows } = await sql<Counted>`
    select case grouping(class, type, manufacturer, ward, owner, approval, presence)
        when 63 then 'class' when 95 then 'type' when 111 then 'manufacturer' when 119 then 'ward'
        when 123 then 'owner' when 125 then 'approved' else 'presence' end as facet,
      coalesce(class, type, manufacturer, ward, owner, approval, presence) as value, null as label, count(*) as count
    from (
      select class, type, manufacturer, ward, owner, case when approved is null then 'no' else 'yes' end as approval,
        ${presence} as presence from device
    ) as d
    group by grouping sets ((class), (type), (manufacturer), (ward), (owner), (approval), (presence))`.execute(db);
  return rows.flatMap((row) => {
    // The devices of which nobody said a ward or an owner can be asked for too.
    if (row.value !== null) return row;
    return row.facet === 'ward' || row.facet === 'owner' ? { ...row, value: 'none' } : [];
  });
}

async function countSeveral(db: Database): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select 'severity' as facet, value, null as label, count(*) as count
      from device, unnest(severities) as value where severities <> '{}' group by value
    union all
    select 'rule', value, null, count(*) from device, unnest(rules) as value where rules <> '{}' group by value`.execute(
    db,
  );
  return rows;
}

async function countSources(db: Database): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select 'source' as facet, source.id::text as value, source.name as label, found.count
    from (
      select first_source, count(distinct device) as count from endpoint where device is not null
      group by first_source order by first_source desc limit ${MAX_VALUES}
    ) as found join source on source.id = found.first_source`.execute(db);
  return rows;
}
