/** A short piece of line, as the map draws a kind of protection: for its legend. */
import type { Protection } from '../../src/dataflow/protection.ts';
import css from './flow-graph.module.css';

export function LineSample({ protection }: { protection: Protection }) {
  return (
    <svg aria-hidden="true" width="36" height="8" viewBox="0 0 36 8" className={css['sample']}>
      <g className={css['lines']}>
        <path d="M0 4h36" strokeWidth="3" data-protection={protection} />
      </g>
    </svg>
  );
}
