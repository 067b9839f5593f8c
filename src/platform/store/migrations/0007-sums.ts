/**
 * What reads at 100,000 devices need, and first the tables of `tables/sums.ts`: what the overview and the map add up, kept as it changes, so that nobody who looks has to read
 * all conversations or all devices.
 *
 * Triggers keep them, and not those who write: whatever changes an edge, whose an endpoint is, or what a device is (windows, merges,
 * splits, their undo, words, expiry, the demo's removal), the same statement changes the sums. Each change is told as what no longer
 * counts and what counts from now on; what is the same before and after cancels out.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** One at a time changes who is who: INVENTORY_LOCK of `ingest/store/decisions.store.ts`. Who writes holds it already. */
const HOLD = 'perform pg_advisory_xact_lock(7806);';
/** A backup brings the sums of its rows along: see `backup/restore.ts`. */
const UNLESS_COPIED = `if current_setting('wardline.copying', true) = 'on' then return null; end if;`;

const COUNTED = 'client, server, protection, protocol, categories';

/**
 * Adds `sign` times the conversations of `edges`, whose two ends are places: `cg` and `sg` groups, `cz` and `sz` zones, null where
 * nothing was ever heard. Each counts between groups, between zones, and inside its zone between groups.
 */
const addUp = (edges: string) => `
  insert into talk_sum as t (view, client, server, protection, protocol, categories, edges, bytes, conversations)
  select * from (
    select v.view, v.client, v.server, protection, protocol, categories,
      sum(edges) as edges, sum(bytes) as bytes, sum(conversations) as conversations
    from (${edges}) as e
      cross join lateral (values ('type', cg, sg), ('zone', cz, sz), (case when cz = sz then cz end, cg, sg)) as v (view, client, server)
    where v.view is not null group by 1, 2, 3, 4, 5, 6
  ) as s where edges <> 0 or bytes <> 0 or conversations <> 0
  order by 1, 2, 3, 4, 5, 6
  on conflict (view, client, server, protection, protocol, categories) do update
    set edges = t.edges + excluded.edges, bytes = t.bytes + excluded.bytes, conversations = t.conversations + excluded.conversations`;

/** The places of an edge's two ends as they are now. */
const PLACES = `
  left join endpoint ce on ce.id = e.client left join device cd on cd.id = ce.device
  left join endpoint se on se.id = e.server left join device sd on sd.id = se.device`;
const NOW = `device_group(cd.scope, cd.class, cd.type) as cg, cd.zone as cz, device_group(sd.scope, sd.class, sd.type) as sg, sd.zone as sz`;

const signed = (sign: '' | '-', rows: string) =>
  `select ${COUNTED}, ${sign}1 as edges, ${sign}(bytes_out + bytes_in) as bytes, ${sign}conversations as conversations from ${rows}`;

/** Of an edge that is written with every window most is as before: only what is left of the difference looks its ends up. */
const edgesOf = (rows: string) => `
  select e.edges, e.bytes, e.conversations, protection, protocol, categories, ${NOW}
  from (
    select ${COUNTED}, sum(edges) as edges, sum(bytes) as bytes, sum(conversations) as conversations
    from (${rows}) as each group by ${COUNTED}
  ) as e ${PLACES} where e.edges <> 0 or e.bytes <> 0 or e.conversations <> 0`;

const FROM_SCRATCH = addUp(`
  select 1 as edges, bytes_out + bytes_in as bytes, conversations, protection, protocol, categories, ${NOW} from edge e ${PLACES}`);

const DEVICE_KEY = 'zone, class, type, scope, worst';
const countDevices = (rows: string) => `
  insert into device_sum as t (${DEVICE_KEY}, devices)
  select * from (select ${DEVICE_KEY}, sum(sign) as devices from (${rows}) as d group by ${DEVICE_KEY}) as s
  where devices <> 0 order by ${DEVICE_KEY}
  on conflict (${DEVICE_KEY}) do update set devices = t.devices + excluded.devices`;

const onEach = (table: string, run: string): string[] => [
  `create trigger ${table}_added after insert on ${table} referencing new table as new_rows for each statement execute function ${run}()`,
  `create trigger ${table}_changed after update on ${table} referencing old table as old_rows new table as new_rows
    for each statement execute function ${run}()`,
  `create trigger ${table}_removed after delete on ${table} referencing old table as old_rows for each statement execute function ${run}()`,
  `create trigger ${table}_emptied after truncate on ${table} for each statement execute function sum_anew()`,
];

const trigger = (name: string, body: string) => `
  create function ${name}() returns trigger language plpgsql as $$
  declare ids bigint[]; groups text[]; zones text[];
  begin ${UNLESS_COPIED} ${body} return null; end $$`;

/** Runs what fits the event: each sees other tables of rows. */
const byEvent = (insert: string, update: string, remove: string) => `
  if tg_op = 'INSERT' then ${insert};
  elsif tg_op = 'UPDATE' then ${update};
  else ${remove}; end if;`;

/** Endpoints that changed hands, with where they were counted before. */
const moved = (rows: string, before: string, condition: string) => `
  select array_agg(m.id), array_agg(device_group(d.scope, d.class, d.type)), array_agg(d.zone) into ids, groups, zones
  from (select ${before} from ${rows} where ${condition}) as m (id, device) left join device d on d.id = m.device`;

/** Endpoints of devices that became something else or stand elsewhere. */
const placed = (devices: string) => `
  select array_agg(e.id), array_agg(d.was_group), array_agg(d.was_zone) into ids, groups, zones
  from (${devices}) as d (id, was_group, was_zone) join endpoint e on e.device = d.id`;
const groupIn = (row: string) => `device_group(${row}.scope, ${row}.class, ${row}.type)`;

/** What lists are sorted by beside the columns of 0004: without an index each such page reads and sorts all that match. */
const SORTS = [
  'confidence',
  'findings',
  'first',
  'approved',
  'lower(model)',
  'lower(serial)',
  'lower(ward)',
  'lower(owner)',
];

const STATEMENTS: readonly string[] = [
  ...SORTS.map((column) => `create index on device (${column}, id)`),
  // An hour in which nothing happened is null, which takes no room: days are as long as what was done in them.
  `create or replace function slots_added(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe
    return array(select nullif(coalesce(x, 0) + coalesce(y, 0), 0) from unnest(a, b) as slot (x, y))`,
  `create or replace function slots_added(a integer[], b integer[]) returns integer[] language sql immutable parallel safe
    return array(select nullif(least(coalesce(x, 0)::bigint + coalesce(y, 0), 2147483647), 0)::integer from unnest(a, b) as slot (x, y))`,
  // The predicates of 0002 read columns that change with every message, and then each update writes every index anew.
  'drop index edge_exposed, edge_exposed_client, edge_exposed_server',
  'create index edge_exposed_client on edge (client, id) where protection = 0',
  'create index edge_exposed_server on edge (server, id) where protection = 0',
  `create function most_patients(data jsonb) returns bigint language sql immutable parallel safe
    return (select max((item ->> 'patients')::bigint) from jsonb_array_elements(data) as item)`,
  `alter table edge add column patients bigint generated always as (case when data <> '[]'::jsonb then most_patients(data) end) stored`,
  'create index edge_patients on edge (patients) where patients > 0',
  'create index finding_rule on finding (rule, device, peer) where resolved is null',
  `create table talk_sum (
    view text collate "C" not null, client text collate "C", server text collate "C", protection smallint not null,
    protocol text collate "C" not null, categories jsonb not null,
    edges bigint not null, bytes bigint not null, conversations bigint not null,
    unique nulls not distinct (view, client, server, protection, protocol, categories)
  ) with (fillfactor = 70)`,
  `create table device_sum (
    zone text collate "C" not null, class text collate "C" not null, type text collate "C" not null, scope text collate "C" not null,
    worst smallint, devices bigint not null, unique nulls not distinct (zone, class, type, scope, worst)
  ) with (fillfactor = 70)`,
  // As the map groups devices; null where there is none.
  `create function device_group(scope text, class text, type text) returns text language sql immutable parallel safe
    return case when scope = 'external' then 'internet' else class end || '/' || type`,
  // Counts the edges of these endpoints where they belong now, and no longer in the groups and zones that they were in. Planned for
  // as many as there are: what suits one endpoint takes minutes for thousands.
  `create function move_talk(ids bigint[], groups text[], zones text[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
  begin
    if ids is null then return; end if;
    ${HOLD}
    with moved as materialized (select * from unnest(ids, groups, zones) as m (id, was_group, was_zone)),
    talk as materialized (
      select e.* from moved m join edge e on e.client = m.id
      union all
      select e.* from moved m join edge e on e.server = m.id where not exists (select from moved c where c.id = e.client)
    ),
    ends as (
      select bytes_out + bytes_in as bytes, conversations, protection, protocol, categories, ${NOW},
        case when cm.id is null then device_group(cd.scope, cd.class, cd.type) else cm.was_group end as was_cg,
        case when cm.id is null then cd.zone else cm.was_zone end as was_cz,
        case when sm.id is null then device_group(sd.scope, sd.class, sd.type) else sm.was_group end as was_sg,
        case when sm.id is null then sd.zone else sm.was_zone end as was_sz
      from talk e ${PLACES} left join moved cm on cm.id = e.client left join moved sm on sm.id = e.server
    )
    ${addUp(`
      select 1 as edges, bytes, conversations, protection, protocol, categories, cg, cz, sg, sz from ends
      union all
      select -1, -bytes, -conversations, protection, protocol, categories, was_cg, was_cz, was_sg, was_sz from ends`)};
  end $$`,
  trigger(
    'sum_anew',
    `${HOLD} delete from talk_sum; delete from device_sum;
    ${FROM_SCRATCH}; ${countDevices(`select ${DEVICE_KEY}, 1 as sign from device`)};`,
  ),
  trigger(
    'edge_counted',
    HOLD +
      byEvent(
        addUp(edgesOf(signed('', 'new_rows'))),
        addUp(edgesOf(`${signed('-', 'old_rows')} union all ${signed('', 'new_rows')}`)),
        addUp(edgesOf(signed('-', 'old_rows'))),
      ),
  ),
  trigger(
    'endpoint_moved',
    `${byEvent(
      moved('new_rows n', 'n.id, null::text', 'n.device is not null'),
      moved('old_rows o join new_rows n using (id)', 'o.id, o.device', 'o.device is distinct from n.device'),
      moved('old_rows o', 'o.id, o.device', 'o.device is not null'),
    )}
    perform move_talk(ids, groups, zones);`,
  ),
  trigger(
    'device_placed',
    `${byEvent(
      `${countDevices(`select ${DEVICE_KEY}, 1 as sign from new_rows`)};
      ${placed('select n.id, null::text, null::text from new_rows n')}`,
      `${countDevices(`select ${DEVICE_KEY}, -1 as sign from old_rows union all select ${DEVICE_KEY}, 1 from new_rows`)};
      ${placed(`select o.id, ${groupIn('o')}, o.zone from old_rows o join new_rows n using (id)
        where (${groupIn('o')}, o.zone) is distinct from (${groupIn('n')}, n.zone)`)}`,
      `${countDevices(`select ${DEVICE_KEY}, -1 as sign from old_rows`)};
      ${placed(`select o.id, ${groupIn('o')}, o.zone from old_rows o`)}`,
    )}
    perform move_talk(ids, groups, zones);`,
  ),
  FROM_SCRATCH,
  countDevices(`select ${DEVICE_KEY}, 1 as sign from device`),
  ...onEach('edge', 'edge_counted'),
  ...onEach('endpoint', 'endpoint_moved'),
  ...onEach('device', 'device_placed'),
];
