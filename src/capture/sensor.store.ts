/** SQL for sensors and for what they saw by the hour. Times are microseconds since 1970. */
import type { Database } from '../platform/store/database.ts';
import type { Schema } from '../platform/store/schema.ts';

export type SensorRow = Schema['sensor'];

export async function insertSensor(
  db: Database,
  row: Pick<SensorRow, 'id' | 'kind' | 'name'>,
  now: number,
): Promise<void> {
  const rest = { state: 'starting' as const, trouble: null, restarts: 0, created: now, seen: null, stopped: null };
  await db
    .insertInto('sensor')
    .values({ ...row, ...rest })
    .execute();
}

export async function updateSensor(
  db: Database,
  id: string,
  set: Partial<Omit<SensorRow, 'id' | 'kind'>>,
): Promise<void> {
  await db.updateTable('sensor').set(set).where('id', '=', id).execute();
}

export async function deleteSensor(db: Database, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('sensor_hour').where('sensor', '=', id).execute();
    await transaction.deleteFrom('sensor').where('id', '=', id).execute();
  });
}

export async function selectSensors(db: Database): Promise<readonly SensorRow[]> {
  return await db.selectFrom('sensor').selectAll().orderBy('created').execute();
}

export async function selectSensor(db: Database, id: string): Promise<SensorRow | undefined> {
  return await db.selectFrom('sensor').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function sensorByName(db: Database, name: string): Promise<SensorRow | undefined> {
  return await db
    .selectFrom('sensor')
    .selectAll()
    .where('name', '=', name)
    .where('kind', '=', 'interface')
    .executeTakeFirst();
}

/** Hours from `since` on, counted since 1970, of one sensor or of all. */
export async function selectHours(
  db: Database,
  since: number,
  sensor?: string,
): Promise<readonly Schema['sensor_hour'][]> {
  const all = db.selectFrom('sensor_hour').selectAll().where('hour', '>=', since).orderBy('hour');
  return await (sensor === undefined ? all : all.where('sensor', '=', sensor)).execute();
}
