/** The figures of the overview, each in one query. Times are microseconds since 1970. */
import { sql } from 'kysely';
import { DeviceClass } from '../../analysis/document.ts';
import type { Database } from '../../platform/store/database.ts';
import { type Protection, PROTECTIONS } from '../protection.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;

export interface ClassCount {
  readonly class: DeviceClass;
  readonly external: boolean;
  readonly devices: number;
  readonly nameless: number;
}

export async function readClasses(db: Database): Promise<ClassCount[]> {
  const { rows } = await sql<ClassCount & { readonly class: string }>`
    select class, scope = 'external' as external, sum(devices) as devices,
      coalesce(sum(devices) filter (where type = 'unknown'), 0) as nameless
    from device_sum where devices > 0 group by class, scope = 'external'`.execute(db);
  return rows.map((row) => ({ ...row, class: DeviceClass.parse(row.class) }));
}

/** Local devices: heard in the last hour; first heard, became different in the last day. */
export interface NewsCount {
  readonly heard: number;
  readonly appeared: number;
  readonly changed: number;
}

/** Counts as many entries of an index as there are such devices: to be kept for a while. */
export async function readNews(db: Database, now: number): Promise<NewsCount> {
  const day = now - 24 * HOUR;
  const { rows } = await sql<NewsCount>`
    select (select count(*) from device where scope = 'local' and last >= ${now - HOUR}) as heard,
      (select count(*) from device where scope = 'local' and first >= ${day}) as appeared,
      (select count(*) from device where scope = 'local' and changed >= ${day} and first < ${day}) as changed`.execute(
    db,
  );
  return rows[0] ?? { heard: 0, appeared: 0, changed: 0 };
}

export interface Exposure {
  /** Devices on either side of an open finding about readable patient data, and how many of them are medical. */
  readonly devices: number;
  readonly medical: number;
  /** At least so many different patients. */
  readonly patients: number;
}

export async function readExposure(db: Database): Promise<Exposure> {
  const { rows } = await sql<Exposure>`
    with open as materialized (select device, peer from finding where resolved is null and rule = 'cleartext-patient-data'),
      ends as (select device as id from open union select peer from open)
    select count(*) as devices, count(*) filter (where class = 'medical') as medical,
      coalesce((select max(patients) from edge where patients > 0), 0) as patients
    from ends join device using (id)`.execute(db);
  return rows[0] ?? { devices: 0, medical: 0, patients: 0 };
}

export interface TrafficSum {
  readonly protection: Protection;
  readonly bytes: number;
  readonly conversations: number;
}

export async function readTraffic(db: Database): Promise<TrafficSum[]> {
  const { rows } = await sql<{ protection: number; bytes: number; conversations: number }>`
    select protection, sum(bytes) as bytes, sum(conversations) as conversations
    from talk_sum where view = 'type' group by protection`.execute(db);
  const byRank = new Map(rows.map((row) => [row.protection, row]));
  return PROTECTIONS.map((protection, rank) => {
    const { bytes = 0, conversations = 0 } = byRank.get(rank) ?? {};
    return { protection, bytes, conversations };
  });
}

export interface SourceFacts {
  readonly demo: boolean;
  readonly frames: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly reading: number;
  readonly gaps: number;
  readonly unreadable: number;
  readonly shed: number;
  readonly untracked: number;
  readonly oneWay: number;
  readonly sources: number;
}

export async function readSources(db: Database): Promise<SourceFacts> {
  const { rows } = await sql<SourceFacts>`
    select coalesce(bool_and(demo), false) as demo, coalesce(sum(frames), 0) as frames, min(first) as first, max(last) as last,
      count(*) filter (where kind = 'capture' and state = 'reading') as reading,
      coalesce(sum(gaps), 0) as gaps, coalesce(sum(unreadable), 0) as unreadable, coalesce(sum(shed), 0) as shed,
      coalesce(sum(untracked), 0) as untracked, coalesce(sum(one_way), 0) as "oneWay", count(*) as sources
    from source`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('An aggregate without groups gives one row');
  return facts;
}

/** A hospital reads some captures; a person who broke off a hundred knows it. */
const MAX_BROKEN = 20;

export async function readIncomplete(db: Database): Promise<{ name: string; incomplete: string }[]> {
  const { rows } = await sql<{ name: string; incomplete: string }>`
    select name, incomplete from source where incomplete is not null order by id desc limit ${MAX_BROKEN}`.execute(db);
  return rows;
}

export interface LiveFacts {
  readonly listening: number;
  readonly failing: number;
  /** Counted over all time that is kept: a rate is the difference of two readings. */
  readonly frames: number;
  readonly bytes: number;
  readonly dropped: number;
  /** Of the hour that runs, as long as the sensors listened in it. */
  readonly hourFrames: number;
  readonly hourBytes: number;
  readonly hourSeconds: number;
}

export async function readLive(db: Database, now: number): Promise<LiveFacts> {
  const hour = Math.floor(now / HOUR);
  const { rows } = await sql<LiveFacts>`
    with listening as (
      select count(*) filter (where state = 'listening' or state = 'starting') as listening,
        count(*) filter (where state in ('down', 'failed')) as failing from sensor where stopped is null
    ), totals as (
      select coalesce(sum(frames), 0) as frames, coalesce(sum(bytes), 0) as bytes,
        coalesce(sum(dropped), 0) as dropped, coalesce(sum(frames) filter (where hour = ${hour}), 0) as "hourFrames",
        coalesce(sum(bytes) filter (where hour = ${hour}), 0) as "hourBytes",
        coalesce(max(seconds) filter (where hour = ${hour}), 0) as "hourSeconds"
      from sensor_hour where hour > ${hour - 24}
    ) select * from listening, totals`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('An aggregate without groups gives one row');
  return facts;
}
