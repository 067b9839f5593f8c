/** When a device was heard within a stretch of time: a line that is drawn where it was there. */
import css from './charts.module.css';

interface Stretch {
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

interface PresenceStripProps {
  readonly stretches: readonly Stretch[];
  readonly from: number;
  readonly to: number;
  /** Times to be written under it. */
  readonly marks: readonly { readonly at: number; readonly title: string }[];
  /** In words what can be seen: "Heard in 3 stretches, 14 of 24 hours". */
  readonly label: string;
}

const WIDTH = 1000;
const HEIGHT = 34;
/** What is shorter is drawn this wide all the same, or one would not see it. */
const LEAST = 3;

export function PresenceStrip({ stretches, from, to, marks, label }: PresenceStripProps) {
  const x = (at: number) => ((Math.max(from, Math.min(to, at)) - from) / Math.max(1, to - from)) * WIDTH;
  const within = stretches.filter(({ first, last }) => last >= from && first <= to);
  return (
    <figure className={css['strip']} role="img" aria-label={label}>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none">
        <rect className={css['absent']} x={0} y={6} width={WIDTH} height={2} />
        {within.map(({ first, last }) => (
          <rect
            key={first}
            className={css['present']}
            x={Math.min(x(first), WIDTH - LEAST)}
            y={1}
            width={Math.max(LEAST, x(last) - x(first))}
            height={12}
          />
        ))}
      </svg>
      <div className={css['marks']} aria-hidden="true" style={{ height: HEIGHT - 14 }}>
        {marks.map(({ at, title }) => (
          <span key={at} style={{ left: `${x(at) / (WIDTH / 100)}%` }}>
            {title}
          </span>
        ))}
      </div>
    </figure>
  );
}
