/** One source: what it is, how old what is known of it is, and what went wrong. */
import type { FeedEntry } from '../../../src/intel/intel.contract.ts';
import { Time } from '../../ui/time.tsx';
import { count, moment, plural } from '../../ui/words.ts';
import css from './intel.module.css';

const STATES: Readonly<Record<FeedEntry['state'], string>> = {
  fresh: 'Fresh',
  old: 'Too old',
  failing: 'Last try failed',
  none: 'Nothing yet',
};

export function FeedItem({ feed }: { feed: FeedEntry }) {
  const { title, state, count: entries, asOf, taken, trouble, next, notes } = feed;
  return (
    <li className={css['feed']} data-state={state}>
      <h3>{title}</h3>
      <p className={css['state']} data-state={state}>
        {STATES[state]}
        {asOf === null && taken === null ? null : (
          <span className="quiet">
            {', made '}
            <Time at={asOf ?? taken ?? ''} />
          </span>
        )}
      </p>
      <p className={css['entries']}>
        {entries === 0 ? '' : `${count(entries)} ${entries === 1 ? 'entry' : 'entries'}`}
      </p>
      {trouble === null ? null : (
        <p className={css['trouble']}>
          {`${trouble}.`}
          {next === null ? '' : ` It is asked again after ${moment(next)}.`}
        </p>
      )}
      {notes.length === 0 ? null : (
        <details className={css['notes']}>
          <summary>{plural(notes.length, 'remark')}</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
