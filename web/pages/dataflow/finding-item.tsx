/** One finding: how bad, what in one sentence, whom it concerns, what to do, and the frames that show it. */
import type { NamedFinding } from '../../../src/dataflow/dataflow.contract.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { FrameLink } from '../../ui/frame-link.tsx';
import { SeverityMark } from '../../ui/marks.tsx';
import css from './finding-item.module.css';

/** As many frames as one may want to look at; they all say the same. */
const FRAMES = 4;

export function FindingItem({ named: { finding, device, peer } }: { named: NamedFinding }) {
  const devices = [device, peer].filter((it) => it !== null);
  return (
    <li className={css['finding']}>
      <span className={css['severity']}>
        <SeverityMark severity={finding.severity} />
      </span>
      <div className={css['body']}>
        <p className={css['title']}>{finding.title}</p>
        <p>{finding.advice}</p>
        <p className={css['facts']}>
          {devices.map((it) => (
            <DeviceLink key={it.id} device={it} />
          ))}
          <Frames evidence={finding.evidence} />
        </p>
      </div>
    </li>
  );
}

export function Frames({ evidence }: { evidence: NamedFinding['finding']['evidence'] }) {
  // A frame that shows several things is still one to look at.
  const frames = [...Map.groupBy(evidence, ({ capture, frame }) => `${capture}:${frame}`)].flatMap(([key, [first]]) =>
    first === undefined ? [] : [{ key, ...first }],
  );
  if (frames.length === 0) return null;
  return (
    <span className={css['frames']}>
      Seen in
      {frames.slice(0, FRAMES).map(({ key, capture, frame }) => (
        <FrameLink key={key} capture={capture} frame={frame} />
      ))}
      {frames.length > FRAMES ? <span>and {frames.length - FRAMES} more</span> : null}
    </span>
  );
}
