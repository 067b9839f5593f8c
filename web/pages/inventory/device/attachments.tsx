/** Where its cables lead, as switches say that a person named. */
import type { DeviceDetail } from '../../../../src/inventory/inventory.contract.ts';
import { Time } from '../../../ui/time.tsx';
import css from './address-history.module.css';

export function Attachments({ attachments }: { attachments: DeviceDetail['attachments'] }) {
  return (
    <ul className={css['held']}>
      {attachments.map((it) => (
        <li key={`${it.mac}${it.switch}${it.port}`}>
          <p>
            {it.switch}, port {it.port}
            {it.portName === null ? '' : ` (${it.portName})`}
            {it.vlan === null ? '' : `, VLAN ${it.vlan}`}
          </p>
          <p className="quiet">
            <span className="mono">{it.mac}</span>, last learned <Time at={it.last} />
          </p>
        </li>
      ))}
    </ul>
  );
}
