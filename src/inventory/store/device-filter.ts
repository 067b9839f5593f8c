/** A filter of the device list as a condition in SQL. */
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { DeviceFilter } from '../inventory.contract.ts';
import { HERE, QUIET } from '../presence-state.ts';

const HOUR = 3600 * 1_000_000;
/** More words than this narrow nothing down that the first ones have not. */
const MAX_WORDS = 16;
/** Devices found by the number of the maintenance system: whoever types on finds theirs. */
const MAX_BY_NUMBER = 1000;
/** In place of a value: nobody said one. */
const NONE = 'none';

export interface Moment {
  /** Microseconds since 1970. */
  readonly now: number;
  /** Whether a sensor listens. */
  readonly watched: boolean;
}

type Condition = RawBuilder<SqlBool>;

/** For a query over `device`. Nothing asked for is every device. */
export function whereDevice(filter: DeviceFilter, moment: Moment): Condition {
  const { scope, approved, seen, appeared, changed, source, hasSoftware } = filter;
  const since = (hours: number) => moment.now - hours * HOUR;
  const conditions: Condition[] = [
    ...wordsOf(filter.search).map(says),
    ...oneOf('class', filter.class),
    ...oneOf('type', filter.type),
    ...oneOf('manufacturer', filter.manufacturer),
    ...overlaps('severities', filter.severity),
    ...overlaps('rules', filter.rule),
    ...orNone('ward', filter.ward),
    ...orNone('owner', filter.owner),
    ...(filter.presence.length === 0 ? [] : [isPresent(filter.presence, moment)]),
  ];
  if (scope !== undefined) conditions.push(sql`scope = ${scope}`);
  if (approved !== undefined) conditions.push(approved === 'yes' ? sql`approved is not null` : sql`approved is null`);
  if (seen !== undefined) conditions.push(sql`last >= ${since(seen)}`);
  if (appeared !== undefined) conditions.push(sql`first >= ${since(appeared)}`);
  if (changed !== undefined) conditions.push(sql`changed >= ${since(changed)}`);
  if (source !== undefined) conditions.push(sql`id in (select device from endpoint where first_source = ${source})`);
  if (hasSoftware === 'yes') conditions.push(sql`(software is not null or os is not null)`);
  if (hasSoftware === 'no') conditions.push(sql`(software is null and os is null)`);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** In what identifies it, or in its number in the maintenance system: these devices are found first, so that both ways use an index. */
function says(word: string): Condition {
  const pattern = `%${word}%`;
  return sql`(search like ${pattern} or id = any(array(
    select asset.device from asset where asset.device is not null and lower(asset.key) like ${pattern}
    limit ${MAX_BY_NUMBER})))`;
}

/** Lower case, with what `like` reads as a pattern taken literally. */
function wordsOf(search: string): string[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.slice(0, MAX_WORDS).map((word) => word.replaceAll(/[\\%_]/g, '\\$&'));
}

function oneOf(column: string, values: readonly string[]): Condition[] {
  return values.length === 0 ? [] : [sql`${sql.ref(column)} = any(${values}::text[])`];
}

/** Of findings: few devices have any, and an index leads to those. */
function overlaps(column: string, values: readonly string[]): Condition[] {
  return values.length === 0 ? [] : [sql`findings > 0 and ${sql.ref(column)} && ${values}::text[]`];
}

function orNone(column: string, values: readonly string[]): Condition[] {
  if (!values.includes(NONE)) return oneOf(column, values);
  return [sql`(${sql.ref(column)} is null or ${sql.ref(column)} = any(${values}::text[]))`];
}

function isPresent(states: DeviceFilter['presence'], { now, watched }: Moment): Condition {
  if (!watched) return states.includes('unwatched') ? sql`true` : sql`false`;
  const parts = states.map((state): Condition => {
    if (state === 'here') return sql`last >= ${now - HERE}`;
    if (state === 'quiet') return sql`(last >= ${now - QUIET} and last < ${now - HERE})`;
    return state === 'gone' ? sql`last < ${now - QUIET}` : sql`false`;
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}
