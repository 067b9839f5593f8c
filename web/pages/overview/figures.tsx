/** The figures that say how large the matter is; each leads to what it counts. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Overview } from '../../../src/dataflow/dataflow.contract.ts';
import { count, percent } from '../../ui/words.ts';
import css from './figures.module.css';

export function Figures({ overview }: { overview: Overview }) {
  const { devices, classes, severities, traffic, patients, live } = overview;
  const medical = classes.find((it) => it.class === 'medical')?.count ?? 0;
  const urgent = severities.critical + severities.high;
  const findings = Object.values(severities).reduce((sum, it) => sum + it, 0);
  const all = traffic.reduce((sum, { bytes }) => sum + bytes, 0);
  const safe = traffic.find(({ protection }) => protection === 'encrypted')?.bytes ?? 0;
  return (
    <ul className={css['figures']}>
      <Figure
        href="/devices?scope=local"
        value={count(devices)}
        label="devices on the network"
        note={live.listening === 0 ? 'in what was captured' : `${count(live.heard)} heard in the last hour`}
      />
      <Figure href="/devices?class=medical" value={count(medical)} label="of them medical" note={note(classes)} />
      <Figure
        href="/devices?appeared=24&scope=local"
        value={count(live.appeared)}
        label="new in 24 hours"
        note={live.changed === 0 ? 'none of the others changed' : `${count(live.changed)} changed`}
      />
      <Figure
        href="/findings"
        value={count(findings)}
        label={findings === 1 ? 'finding' : 'findings'}
        note={urgent === 0 ? 'none of them urgent' : `${count(urgent)} critical or high`}
      />
      <Figure
        href="/map?protection=exposed"
        value={patients === 0 ? '0' : `≥ ${count(patients)}`}
        label="patients readable"
        note={patients === 0 ? 'none seen unencrypted' : 'counted, their data is never kept'}
      />
      <Figure
        href="/map?protection=encrypted"
        value={all === 0 ? '–' : percent(safe / all)}
        label="of traffic encrypted"
        note="by volume"
      />
    </ul>
  );
}

function note(classes: Overview['classes']): string {
  const clinical = classes.find((it) => it.class === 'clinical-it')?.count ?? 0;
  const unknown = classes.find((it) => it.class === 'unknown')?.count ?? 0;
  return `${count(clinical)} clinical IT, ${count(unknown)} not identified`;
}

interface FigureProps {
  readonly href: string;
  readonly value: string;
  readonly label: string;
  readonly note: ReactNode;
}

function Figure({ href, value, label, note: more }: FigureProps) {
  return (
    <li>
      <Link href={href} className={css['figure']}>
        <span className={css['value']}>{value}</span> <span>{label}</span>
        <span className={css['note']}>{more}</span>
      </Link>
    </li>
  );
}
