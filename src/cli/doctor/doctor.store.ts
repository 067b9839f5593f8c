/** What a look into the database tells of its state. Times are microseconds since 1970. */
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../platform/store/schema.ts';

export interface DatabaseFacts {
  readonly version: string;
  readonly bytes: number;
  /** The server's clock. */
  readonly now: number;
  readonly devices: number;
}

export async function databaseFacts(db: Kysely<Schema>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`select current_setting('server_version') as version,
    pg_database_size(current_database()) as bytes, (extract(epoch from clock_timestamp()) * 1000000)::bigint as now,
    (select count(*) from device) as devices`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('PostgreSQL answered a question about itself with nothing');
  return facts;
}

/** How many messages each group of consumers has still to take in, and since when the oldest waits. */
export async function busLag(db: Kysely<Schema>) {
  const { rows } = await sql<{ topic: string; consumer: string; waiting: number; since: number | null }>`
    select c.topic, c.consumer, count(b.seq) as waiting, min(b.at) as since
    from bus_cursor c left join bus b on b.topic = c.topic and b.seq > c.seq group by c.topic, c.consumer
    order by c.topic, c.consumer`.execute(db);
  return rows;
}

export async function setAside(db: Kysely<Schema>) {
  return db
    .selectFrom('bus_set_aside')
    .select(['topic', 'reason', 'at'])
    .select(sql<number>`count(*) over ()`.as('count'))
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Sensors with what they heard and lost since an hour of the epoch. */
export async function sensorsSince(db: Kysely<Schema>, hour: number) {
  return db
    .selectFrom('sensor')
    .leftJoin('sensor_hour', (join) =>
      join.onRef('sensor_hour.sensor', '=', 'sensor.id').on('sensor_hour.hour', '>=', hour),
    )
    .select(['sensor.id', 'sensor.name', 'sensor.kind', 'sensor.state', 'sensor.trouble', 'sensor.seen'])
    .select([
      sql<number>`coalesce(sum(sensor_hour.frames), 0)`.as('frames'),
      sql<number>`coalesce(sum(sensor_hour.dropped), 0)`.as('dropped'),
    ])
    .where('sensor.stopped', 'is', null)
    .groupBy('sensor.id')
    .orderBy('sensor.name')
    .execute();
}

export async function troubledSwitches(db: Kysely<Schema>) {
  return db
    .selectFrom('switch')
    .select(['address', 'name', 'trouble'])
    .where('removed', 'is', null)
    .where('trouble', 'is not', null)
    .orderBy('address')
    .execute();
}

export async function accountCount(db: Kysely<Schema>): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((builder) => builder.fn.countAll<number>().as('count'))
    .where('password', 'is not', null)
    .where('disabled', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
