/** What is wrong, one line for each kind of finding: the first of its kind, and how many more there are. */
import { Link } from 'wouter';
import type { FindingList, NamedFinding } from '../../../src/dataflow/dataflow.contract.ts';
import { SeverityMark } from '../../ui/marks.tsx';
import { plural } from '../../ui/words.ts';
import css from './urgent-findings.module.css';

const SHOWN = 6;

export function UrgentFindings({ list }: { list: FindingList }) {
  const kinds = [...Map.groupBy(list.findings, ({ finding }) => `${finding.severity}|${finding.rule}`).values()];
  if (kinds.length === 0)
    return <p className={css['none']}>Nothing was found. What could not be seen is said below.</p>;
  return (
    <ul className={css['list']}>
      {kinds.slice(0, SHOWN).map((group) => (
        <Kind key={group[0]?.finding.id} group={group} />
      ))}
    </ul>
  );
}

function Kind({ group: [head, ...more] }: { group: readonly NamedFinding[] }) {
  if (head === undefined) return null;
  const { rule, severity, title } = head.finding;
  return (
    <li>
      <Link href={`/findings?severity=${severity}&rule=${encodeURIComponent(rule)}`} className={css['kind']}>
        <SeverityMark severity={severity} bare />
        <span>
          {title}
          {more.length === 0 ? null : <span className="quiet"> and {plural(more.length, 'more', 'more')} like it</span>}
        </span>
      </Link>
    </li>
  );
}
