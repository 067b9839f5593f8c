/** A figure's course in the size of a word. Whoever cannot see it hears `label`, which says what there is to see. */
import css from './charts.module.css';

interface SparklineProps {
  /** In order of time, evenly spaced; null where nothing was measured, which is not the same as none. */
  readonly values: readonly (number | null)[];
  /** A sentence: "Packets a second over the last hour, now 1,240, at most 3,000". */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, label, width = 120, height = 24 }: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const step = values.length < 2 ? 0 : (width - 4) / (values.length - 1);
  const x = (index: number) => 2 + index * step;
  const y = (value: number) => height - 2 - (value / most) * (height - 4);
  const runs = runsOf(values);
  const last = values.at(-1) ?? null;
  return (
    <svg className={css['spark']} role="img" aria-label={label} width={width} height={height}>
      <path className={css['ground']} d={`M2 ${height - 1.5}H${width - 2}`} />
      {runs.map(({ from, heights }) => (
        <path
          key={from}
          className={css['course']}
          d={heights.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(from + index)} ${y(value)}`).join('')}
        />
      ))}
      {last === null ? null : <circle className={css['now']} cx={x(values.length - 1)} cy={y(last)} r="2" />}
    </svg>
  );
}

/** The stretches without a hole. */
function runsOf(values: readonly (number | null)[]) {
  const runs: { from: number; heights: number[] }[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.from + run.heights.length === index) run.heights.push(value);
    else runs.push({ from: index, heights: [value] });
  }
  return runs;
}
