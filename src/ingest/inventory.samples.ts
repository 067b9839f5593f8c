/** A database with an inventory in it, for tests: evidence is taken in as windows, and what became of it is read. */
import { sql } from 'kysely';
import type { Evidence } from '../inventory/evidence.ts';
import type { Database, Transaction } from '../platform/store/database.ts';
import { Ingest } from './ingest.ts';
import { windowsOf } from './windows.samples.ts';

export const NOW = 1_700_000_600_000_000;

export async function newSource(db: Database): Promise<number> {
  const row = { kind: 'live', name: 'eth0', sensor: 's1', state: 'reading', started: 0, demo: false } as const;
  const zero = {
    consumed: 0,
    frames: 0,
    bytes: 0,
    dropped: 0,
    gaps: 0,
    unreadable: 0,
    shed: 0,
    untracked: 0,
    one_way: 0,
  };
  const values = { ...row, ...zero, next_window: 0, hour: 0, newcomers: 0 };
  return (await db.insertInto('source').values(values).returning('id').executeTakeFirstOrThrow()).id;
}

/** Takes `evidence` in as so many windows of a new source; `place` says into which each piece goes. */
export async function takeInAll(
  db: Database,
  evidence: Evidence,
  count = 1,
  place: (piece: number) => number = () => 0,
): Promise<number> {
  const source = await newSource(db);
  const ingest = new Ingest();
  for (const window of windowsOf(source, evidence, count, (_at, piece) => place(piece)))
    await db.transaction().execute(async (tx) => await ingest.takeIn(tx, [window], NOW));
  while (ingest.behind) await db.transaction().execute(async (tx) => await ingest.catchUp(tx));
  return source;
}

/** The addresses of each device, in order, so that tests see who is who at a glance. */
export async function whoIsWho(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('endpoint')
    .select(['device', 'mac', 'address'])
    .where('device', 'is not', null)
    .execute();
  const devices = Map.groupBy(rows, ({ device }) => device);
  const texts = [...devices.values()].map((group) => {
    const parts = new Set(group.flatMap(({ mac, address }) => [mac, address]).filter((part) => part !== ''));
    return [...parts].toSorted((a, b) => (a < b ? -1 : 1)).join(' ');
  });
  return texts.toSorted((a, b) => (a < b ? -1 : 1));
}

export async function inTransaction<Result>(db: Database, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return await db.transaction().execute(work);
}

/** Forgets all evidence and every device. */
export async function clearInventory(db: Database): Promise<void> {
  const tables = [
    'source',
    'endpoint',
    'presence',
    'claim',
    'fact',
    'edge',
    'edge_patient',
    'conv_hour',
    'device_day',
    'deed_day',
  ] as const;
  const more = [
    'device',
    'device_document',
    'device_alias',
    'change',
    'finding',
    'setting',
    'decision',
    'word',
  ] as const;
  const all = [...tables, ...more].map((table) => sql.table(table));
  await sql`truncate ${sql.join(all)}`.execute(db);
}
