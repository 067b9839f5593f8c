/** A time as people say it, exact when pointed at. */
import { useNow } from './use-now.ts';
import { ago, moment } from './words.ts';

export function Time({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, now)}
    </time>
  );
}
