/** Parts of a whole side by side. The list of the same figures stands beside it, so the bar itself is not read aloud. */
import css from './charts.module.css';

export type Tone = 'exposed' | 'weak' | 'clear' | 'unknown' | 'encrypted' | 'good' | 'bad' | 'plain' | 'accent';

export interface Part {
  readonly key: string;
  readonly value: number;
  readonly tone: Tone;
  /** On hover: "12 only there". */
  readonly title?: string;
}

export function StackedBar({ parts }: { parts: readonly Part[] }) {
  const shown = parts.filter(({ value }) => value > 0);
  return (
    <div className={css['bar']} aria-hidden="true">
      {shown.length === 0 ? <span data-tone="none" style={{ flexGrow: 1 }} /> : null}
      {shown.map(({ key, value, tone, title }) => (
        <span key={key} data-tone={tone} title={title} style={{ flexGrow: value }} />
      ))}
    </div>
  );
}
