/** What cannot be seen, in figures. Times are microseconds since 1970. */
import { type Selectable, sql } from 'kysely';
import { readRefs } from '../../inventory/store/refs.ts';
import { isoTime } from '../../lib/time.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import type { Coverage } from '../coverage.contract.ts';

const HOUR = 3600 * 1_000_000;
/** A hospital has some hundreds; a scan of the whole address space has more. */
const MAX_SUBNETS = 2000;
const MAX_LISTED = 50;

export interface SubnetFacts {
  /** The first three numbers of its addresses. */
  readonly subnet: string;
  readonly devices: number;
  readonly medical: number;
  /** Addresses of it that somebody spoke to and nothing was ever heard from. */
  readonly silent: number;
  /** Whether frames that no router passes on were seen in it, or two of its devices talking. */
  readonly inside: boolean;
}

/** Of a device that asks for its address. @see RFC 2131, section 4.1 */
const NOT_YET = '0.0.0.0';

const subnetOf = sql`substring(address from '^([0-9]+\\.[0-9]+\\.[0-9]+)\\.[0-9]+$')`;

export async function readSubnets(db: Database): Promise<SubnetFacts[]> {
  const { rows } = await sql<SubnetFacts>`
    with ends as (
      select ${subnetOf} as subnet, device, packets from endpoint where address ~ '^[0-9]+\\.' and address <> ${NOT_YET}
    ), whole as (
      select subnet, count(distinct device.id) as devices,
        count(distinct device.id) filter (where device.class = 'medical') as medical,
        count(*) filter (where ends.device is null and packets = 0) as silent
      from ends left join device on device.id = ends.device and device.scope = 'local'
      where subnet is not null group by subnet
    ), asked as (select distinct ${subnetOf} as subnet from claim where kind = 'arp')
    select whole.*, asked.subnet is not null as inside from whole left join asked on asked.subnet = whole.subnet
    order by medical desc, devices desc, silent desc limit ${MAX_SUBNETS}`.execute(db);
  return rows;
}

export interface OneWayFacts {
  readonly conversations: number;
  readonly all: number;
  readonly pairs: Coverage['oneWay']['pairs'];
}

interface Pair {
  readonly client: string | null;
  readonly server: string | null;
  readonly client_address: string;
  readonly server_address: string;
  readonly protocol: string | null;
  readonly conversations: number;
}

/**
 * Connections that carry data in one direction while the other was never seen, although there is no such connection. Reads
 * every conversation: to be kept for a while.
 */
export async function readOneWay(db: Database): Promise<OneWayFacts> {
  const [counts, pairs] = await Promise.all([
    sql<{ all: number; conversations: number }>`
      select coalesce(sum(conversations), 0) as all, coalesce(sum(conversations) filter (where one_way), 0) as conversations
      from edge where transport = 'tcp'`.execute(db),
    sql<Pair>`
      select c.device as client, s.device as server, coalesce(nullif(c.address, ''), c.mac) as client_address,
        coalesce(nullif(s.address, ''), s.mac) as server_address, nullif(protocol, '') as protocol, conversations
      from edge join endpoint c on c.id = client join endpoint s on s.id = server
      where one_way order by conversations desc, edge.id limit ${MAX_LISTED}`.execute(db),
  ]);
  const refOf = await readRefs(
    db,
    pairs.rows.flatMap(({ client, server }) => [client, server]),
  );
  return {
    conversations: counts.rows[0]?.conversations ?? 0,
    all: counts.rows[0]?.all ?? 0,
    pairs: pairs.rows.map((pair) => ({
      client: refOf(pair.client, pair.client_address),
      server: refOf(pair.server, pair.server_address),
      protocol: pair.protocol,
      conversations: pair.conversations,
    })),
  };
}

export interface UnidentifiedFacts {
  readonly devices: number;
  readonly of: number;
  readonly busiest: Coverage['unidentified']['busiest'];
}

export async function readUnidentified(db: Database): Promise<UnidentifiedFacts> {
  const [counts, busiest] = await Promise.all([
    sql<{ of: number; devices: number }>`
      select count(*) as of, count(*) filter (where type = 'unknown') as devices from device where scope = 'local'`.execute(
      db,
    ),
    sql<{ id: string; address: string | null; bytes: number; last: number }>`
      select id, address, bytes, last from device where scope = 'local' and type = 'unknown'
      order by bytes desc, id limit ${MAX_LISTED}`.execute(db),
  ]);
  const refOf = await readRefs(
    db,
    busiest.rows.map(({ id }) => id),
  );
  return {
    devices: counts.rows[0]?.devices ?? 0,
    of: counts.rows[0]?.of ?? 0,
    busiest: busiest.rows.map(({ id, address, bytes, last }) => ({
      device: refOf(id),
      address,
      bytes,
      last: isoTime(last),
    })),
  };
}

export interface LossFacts {
  /** Null for captures that were read. */
  readonly sensor: string | null;
  readonly name: string;
  readonly frames: number;
  readonly dropped: number;
  readonly gaps: number;
  readonly unreadable: number;
  readonly shed: number;
  readonly untracked: number;
}

/** Of sensors in the last `hours`, and of every capture that is kept. */
export async function readLosses(db: Database, now: number, hours: number): Promise<LossFacts[]> {
  const { rows } = await sql<LossFacts>`
    select sensor.id as sensor, sensor.name, sum(frames) as frames, sum(dropped) as dropped, sum(gaps) as gaps,
      sum(unreadable) as unreadable, sum(shed) as shed, sum(untracked) as untracked
    from sensor_hour join sensor on sensor.id = sensor_hour.sensor
    where hour > ${Math.floor(now / HOUR) - hours} group by sensor.id, sensor.name
    union all (
      select null, name, frames, dropped, gaps, unreadable, shed, untracked from source
      where kind = 'capture' and greatest(dropped, gaps, unreadable, shed, untracked) > 0
      order by id desc limit ${MAX_LISTED}
    )`.execute(db);
  return rows;
}

export type SensorFacts = Pick<Selectable<Schema['sensor']>, 'id' | 'name' | 'state' | 'trouble' | 'seen'>;

/** Those that should listen. */
export async function readSensors(db: Database): Promise<SensorFacts[]> {
  return await db
    .selectFrom('sensor')
    .select(['id', 'name', 'state', 'trouble', 'seen'])
    .where('stopped', 'is', null)
    .orderBy('name')
    .limit(1000)
    .execute();
}
