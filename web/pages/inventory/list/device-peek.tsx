/** A device beside the list it was found in: what one wants to know first, and the way to its page. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { productName, typeLabel } from '../../../../src/inventory/device-name.ts';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { query } from '../../../api.ts';
import { Icon } from '../../../ui/icon.tsx';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { deviceHref } from '../../../ui/device-link.tsx';
import { Confidence, PresenceMark, SeverityMark } from '../../../ui/marks.tsx';
import { Answer } from '../../../ui/states.tsx';
import { Time } from '../../../ui/time.tsx';
import { bytes, plural } from '../../../ui/words.ts';
import css from './device-peek.module.css';

const FINDINGS = 5;

export function DevicePeek({ id, onClose }: { id: string; onClose: () => void }) {
  const asked = useQuery(query<typeof contract.getDevice>('/devices/{id}', { id }));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => (key === 'Escape' ? onClose() : undefined);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside className={css['peek']} ref={panel} aria-label="The device looked at">
      <div className={css['tools']}>
        <Link href={deviceHref(id)} className={css['open']}>
          <Icon name="page" />
          Open its page
        </Link>
        <button type="button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Answer of={asked}>{(answer) => <Peek {...answer} />}</Answer>
    </aside>
  );
}

function Peek({ name, device, findings, row, presence, approval }: contract.DeviceDetail) {
  const facts: readonly (readonly [title: string, value: ReactNode])[] = [
    ['Maker and model', productName(device) ?? device.manufacturer],
    ['Serial number', device.serial === null ? null : <span className="mono">{device.serial}</span>],
    ['Software', device.software ?? device.os],
    ['Address', row.address === null ? null : <span className="mono">{row.address}</span>],
    ['Ward', row.ward],
    ['Who answers for it', row.owner],
    ['Approved', approval === null ? null : <Time at={approval.at} />],
    ['First seen', <Time key="first" at={row.first} />],
    ['Talks to', `${plural(row.peers, 'other')}, ${bytes(row.bytes)}`],
  ];
  const known = facts.filter(([, value]) => value !== null && value !== undefined);
  return (
    <>
      <div className={css['head']}>
        <DeviceIcon device={row} size={24} />
        <div>
          <h2>{name}</h2>
          <p className="quiet">
            {row.external ? 'On the Internet' : typeLabel(device.type)} <Confidence value={device.confidence} />
          </p>
        </div>
      </div>
      <div className={css['presence']}>
        <PresenceMark state={presence.state} />
        <p className="quiet">{presence.because}</p>
      </div>
      <dl className={css['facts']}>
        {known.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{findings.length === 0 ? 'Nothing wrong was found' : plural(findings.length, 'finding')}</h3>
      <ul className={css['findings']}>
        {findings.slice(0, FINDINGS).map((finding) => (
          <li key={finding.id}>
            <SeverityMark severity={finding.severity} bare />
            <span>{finding.title}</span>
          </li>
        ))}
      </ul>
      {findings.length > FINDINGS ? <p className="quiet">and {findings.length - FINDINGS} more on its page</p> : null}
    </>
  );
}
