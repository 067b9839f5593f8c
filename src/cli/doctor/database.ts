/** Whether the database answers, how large it is, and whether what sensors tell is taken in. */
import { sql } from 'kysely';
import { migrationsOf } from '../../platform/store/migrate.ts';
import { type Database, openDatabase } from '../../platform/store/database.ts';
import { MIGRATIONS } from '../../platform/store/migrations.ts';
import { lastBackup } from '../backup-note.store.ts';
import { fine, type Finding, megabytes, note, trouble } from './check.ts';
import { accountCount, busLag, databaseFacts, sensorsSince, setAside, troubledSwitches } from './doctor.store.ts';
import { lookAtInterface } from './interface.ts';

const SECOND = 1_000_000;
/** A consumer that is further behind does not keep up. In microseconds. */
const MAX_LAG = 60 * SECOND;
/** Two clocks that differ by more make times that cannot be compared. */
const MAX_SKEW = 5 * SECOND;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
/** Days after which a backup is old. */
const MAX_DAYS = 7;
/** Hours whose losses are told. */
const HOURS = 24;

/** `url`: of the database; `external`: one's own server. */
export async function lookAtDatabase(url: string, external: boolean): Promise<Finding[]> {
  const db = openDatabase(url, 2);
  try {
    return await lookInto(db);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const next = external
      ? 'Is that server running, and is DATABASE_URL right?'
      : 'It runs as long as Wardline does: start it with "wardline up"';
    return [external ? trouble('Database', error.message, next) : note('Database', 'Does not run', next)];
  } finally {
    await db.destroy();
  }
}

async function lookInto(db: Database): Promise<Finding[]> {
  await sql`select 1`.execute(db);
  const done = await migrationsOf(db);
  const open = Object.keys(MIGRATIONS).filter((name) => !done.includes(name));
  if (open.length > 0) {
    const next = 'Start this version with "wardline up", which brings it up to date';
    return [trouble('Database', `Is of an earlier version (${open.length} changes are missing)`, next)];
  }
  const { version, bytes, now, devices } = await databaseFacts(db);
  const found = [fine('Database', `PostgreSQL ${version}, ${megabytes(bytes)}, ${devices} devices`)];
  const skew = Math.abs(now - Date.now() * 1000);
  if (skew > MAX_SKEW) {
    const says = `The clocks of this machine and of the database differ by ${Math.round(skew / SECOND)} s`;
    found.push(trouble('Clock', says, 'Keep both right with NTP'));
  }
  found.push(await lookAtBackup(db, now, devices));
  return [...found, ...(await lookAtBus(db, now)), ...(await lookAtSensors(db, now)), ...(await lookAtPeople(db))];
}

async function lookAtBackup(db: Database, now: number, devices: number): Promise<Finding> {
  const what = 'Backup';
  const next = 'Make one with "wardline db backup FILE", best every night and on another machine';
  const last = await lastBackup(db);
  if (last === undefined) return devices === 0 ? fine(what, 'Nothing to lose yet') : note(what, 'There is none', next);
  const days = Math.floor((now - last.at) / DAY);
  const says = `${days === 0 ? 'Today' : `${days} days ago`}, to ${last.file}`;
  return days > MAX_DAYS ? note(what, says, next) : fine(what, says);
}

async function lookAtBus(db: Database, now: number): Promise<Finding[]> {
  const what = 'Intake';
  const found = (await busLag(db)).map(({ topic, consumer, waiting, since }) => {
    const behind = since === null ? 0 : now - since;
    const says = `${consumer}: ${waiting} messages of ${topic} wait${since === null ? '' : `, the oldest for ${Math.round(behind / SECOND)} s`}`;
    if (behind <= MAX_LAG) return fine(what, says);
    return trouble(
      what,
      says,
      'If this stays so, the machine is too slow for this traffic, or the intake is down: see the log',
    );
  });
  const aside = await setAside(db);
  if (aside !== undefined) {
    const says = `${aside.count} messages could not be taken in and were put aside, the last because: ${aside.reason}`;
    found.push(trouble(what, says, 'Please report it with the log: what is in them is not in the inventory'));
  }
  return found;
}

async function lookAtSensors(db: Database, now: number): Promise<Finding[]> {
  const sensors = await sensorsSince(db, Math.floor(now / HOUR) - HOURS);
  if (sensors.length === 0) {
    return [
      note('Sensors', 'None listens', 'Add an interface in the console, or start with "wardline up --listen eth0"'),
    ];
  }
  return sensors.flatMap(({ name, kind, state, trouble: why, frames, dropped }) => {
    const what = `Sensor ${name}`;
    const share = dropped === 0 ? 0 : (dropped / (frames + dropped)) * 100;
    const says = `${state}, ${frames} packets in ${HOURS} h, ${dropped} lost (${share.toFixed(share < 1 ? 2 : 1)} %)`;
    const own =
      state === 'down' || state === 'failed'
        ? trouble(
            what,
            why ?? `It is ${state}`,
            'Is the cable in, and does the interface exist? See the page of sensors',
          )
        : dropped > 0
          ? note(
              what,
              says,
              'The machine was too slow for that traffic: give the sensor a core of its own, or mirror fewer ports',
            )
          : fine(what, says);
    return kind === 'interface' ? [own, ...lookAtInterface(name)] : [own];
  });
}

async function lookAtPeople(db: Database): Promise<Finding[]> {
  const switches = (await troubledSwitches(db)).map(({ address, name, trouble: why }) =>
    trouble(`Switch ${name ?? address}`, why ?? '', 'Change its address or credentials on the page of switches'),
  );
  const accounts = await accountCount(db);
  if (accounts > 0) return [...switches, fine('Accounts', `${accounts} can log in`)];
  const next = 'Open the set-up link that "wardline up" prints; it makes the first account';
  return [...switches, note('Accounts', 'Nobody can log in yet', next)];
}
