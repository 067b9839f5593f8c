/** Whether what is shown follows the network by itself, and what is done when it cannot. */
import { useLive } from '../live.ts';
import css from './live-mark.module.css';

const WORDS = {
  connecting: ['Connecting…', 'The page will follow the network by itself.'],
  live: ['Live', 'The page follows the network by itself.'],
  polling: ['Not live', 'The connection broke. The page asks every 10 seconds instead.'],
} as const;

export function LiveMark() {
  const { state } = useLive();
  const [word, meaning] = WORDS[state];
  return (
    <p className={css['live']} data-state={state} title={meaning} role="status">
      <span aria-hidden="true" />
      {word}
      {state === 'polling' ? <span className={css['more']}>Asks every 10 s</span> : null}
    </p>
  );
}
