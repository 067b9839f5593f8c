/** What is wrong with the device, each with what to do; or that nothing was found. */
import type { Finding } from '../../../../src/analysis/document.ts';
import { SeverityMark } from '../../../ui/marks.tsx';
import { Frames } from '../../dataflow/finding-item.tsx';
import css from './device-findings.module.css';

const SHOWN = 12;

export function DeviceFindings({ findings, id }: { findings: readonly Finding[]; id: string }) {
  if (findings.length === 0) return <p className={css['none']}>Nothing wrong was found in what was captured of it.</p>;
  const [own, others] = [findings.filter((it) => it.device === id), findings.filter((it) => it.device !== id)];
  return (
    <ul>
      {[...own, ...others].slice(0, SHOWN).map((finding) => (
        <li key={finding.id} className={css['finding']}>
          <SeverityMark severity={finding.severity} />
          <div>
            <p className={css['title']}>{finding.title}</p>
            <p className="quiet">{finding.advice}</p>
            <p className="quiet">
              <Frames evidence={finding.evidence} />
            </p>
          </div>
        </li>
      ))}
      {findings.length > SHOWN ? <li className={css['none']}>and {findings.length - SHOWN} more</li> : null}
    </ul>
  );
}
