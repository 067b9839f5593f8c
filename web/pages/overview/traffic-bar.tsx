/** How much of the traffic is protected how: one bar, and the same as a list with links into the map. */
import { Link } from 'wouter';
import type { Overview } from '../../../src/dataflow/dataflow.contract.ts';
import { StackedBar } from '../../charts/stacked-bar.tsx';
import { ProtectionMark } from '../../ui/marks.tsx';
import { bytes, count, PROTECTION_LABELS } from '../../ui/words.ts';
import css from './traffic-bar.module.css';

export function TrafficBar({ traffic }: { traffic: Overview['traffic'] }) {
  const parts = traffic.filter(({ conversations }) => conversations > 0);
  if (parts.length === 0) return <p className={css['none']}>No conversations were seen.</p>;
  return (
    <>
      <div className={css['bar']}>
        <StackedBar
          parts={parts.map(({ protection, conversations }) => ({
            key: protection,
            value: conversations,
            tone: protection,
          }))}
        />
      </div>
      <ul className={css['legend']}>
        {parts.map(({ protection, conversations, bytes: volume }) => (
          <li key={protection}>
            <Link href={`/map?protection=${protection}`} className={css['part']}>
              <ProtectionMark protection={protection} text={PROTECTION_LABELS[protection]} />
              <span className={css['figure']}>{count(conversations)}</span>
              <span className={css['volume']}>{bytes(volume)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
