/** Who listens at the moment and how well: one line, because a person only wants to know that it is well. */
import { Link } from 'wouter';
import type { Overview } from '../../../src/dataflow/dataflow.contract.ts';
import { Icon } from '../../ui/icon.tsx';
import { about, bytes, count, plural } from '../../ui/words.ts';
import css from './watch-line.module.css';

export function WatchLine({ live }: { live: Overview['live'] }) {
  const { listening, failing, framesPerSecond, bytesPerSecond, dropped, reading } = live;
  const state = failing > 0 ? 'failing' : listening > 0 ? 'listening' : 'none';
  return (
    <ul className={css['watch']} data-state={state} aria-label="Who listens">
      <li className={css['state']}>
        <Link href="/sensors">
          <Icon name="sensors" />
          {failing > 0
            ? `${plural(failing, 'sensor')} should listen and ${failing === 1 ? 'does' : 'do'} not`
            : listening > 0
              ? `${plural(listening, 'sensor')} listen${listening === 1 ? 's' : ''}`
              : 'No sensor listens: what is shown is what was captured'}
        </Link>
      </li>
      {framesPerSecond === null ? null : (
        <li>
          {about(framesPerSecond)} packets/s{bytesPerSecond === null ? '' : `, ${bytes(bytesPerSecond)}/s`}
        </li>
      )}
      {listening === 0 ? null : (
        <li>{dropped === 0 ? 'nothing lost in 24 hours' : `${count(dropped)} packets lost in 24 hours`}</li>
      )}
      {reading === 0 ? null : (
        <li>
          <Link href="/captures">{plural(reading, 'capture')} being read</Link>
        </li>
      )}
    </ul>
  );
}
