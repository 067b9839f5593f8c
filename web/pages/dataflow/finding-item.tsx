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
  if (evidence.length === 0) return null;
  return (
    <span className={css['frames']}>
      Seen in
      {evidence.slice(0, FRAMES).map(({ capture, frame }) => (
        <FrameLink key={`${capture}:${frame}`} capture={capture} frame={frame} />
      ))}
      {evidence.length > FRAMES ? <span>and {evidence.length - FRAMES} more</span> : null}
    </span>
  );
}
