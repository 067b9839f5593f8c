/** What is wrong: findings with the names of whom they concern, filtered in the database, the most severe first. */
import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import type { Severity } from '../../analysis/document.ts';
import { findingOf } from '../../inventory/store/device-detail.ts';
import { SEVERITIES } from '../../inventory/store/device-rows.ts';
import { readRefs } from '../../inventory/store/refs.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import type { FindingList, FindingQuery, NamedFinding } from '../dataflow.contract.ts';

type Stored = Selectable<Schema['finding']>;

/** Whom findings concern, to search for. */
const NAMES = sql`left join device d on d.id = finding.device left join device p on p.id = finding.peer`;
/** More words than this narrow nothing down that the first ones have not. */
const MAX_WORDS = 16;

export async function readFindings(db: Database, query: FindingQuery): Promise<FindingList> {
  const condition = conditionOf(query);
  const [page, counts, rules] = await Promise.all([
    sql<Stored & { readonly total: number }>`
      select finding.*, count(*) over () as total from finding ${query.search === '' ? sql`` : NAMES}
      where resolved is null and ${condition}
      order by severity, finding.last desc, finding.id limit ${query.limit} offset ${query.offset}`.execute(db),
    readSeverities(db),
    sql<{ value: string; count: number }>`
      select rule as value, count(*) as count from finding where resolved is null
      group by rule order by count desc, rule`.execute(db),
  ]);
  return {
    findings: await named(db, page.rows),
    total: page.rows[0]?.total ?? 0,
    all: Object.values(counts).reduce((sum, count) => sum + count, 0),
    severities: counts,
    rules: rules.rows,
  };
}

export async function readSeverities(db: Database): Promise<Record<Severity, number>> {
  const { rows } = await sql<{ severity: number; count: number }>`
    select severity, count(*) as count from finding where resolved is null group by severity`.execute(db);
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity, count } of rows) counts[SEVERITIES[severity] ?? 'info'] += count;
  return counts;
}

/** In the order given. */
export async function named(db: Database, findings: readonly Stored[]): Promise<NamedFinding[]> {
  const refOf = await readRefs(
    db,
    findings.flatMap(({ device, peer }) => [device, peer]),
  );
  const known = (id: string | null) => (id === null ? null : refOf(id));
  return findings.map((stored) => ({
    finding: findingOf(stored),
    device: known(stored.device),
    peer: known(stored.peer),
  }));
}

function conditionOf({ severity, rule, search }: FindingQuery): RawBuilder<SqlBool> {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const conditions: RawBuilder<SqlBool>[] = words.slice(0, MAX_WORDS).map((word) => {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    return sql`lower(concat_ws(' ', title, rule, d.name, p.name)) like ${pattern}`;
  });
  if (severity.length > 0) {
    conditions.push(sql`severity = any(${severity.map((it) => SEVERITIES.indexOf(it))}::smallint[])`);
  }
  if (rule.length > 0) conditions.push(sql`rule = any(${rule}::text[])`);
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
