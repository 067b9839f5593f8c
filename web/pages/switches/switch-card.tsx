/** One switch: whether it answers, what it knows, what is plugged in where, and what one can do about it. */
import type * as contract from '../../../src/switch/switch.contract.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { May } from '../../ui/may.tsx';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { lasting, plural } from '../../ui/words.ts';
import { SwitchActions } from './switch-actions.tsx';
import { SwitchPorts } from './switch-ports.tsx';
import css from './switches.module.css';

const STATES: Readonly<Record<contract.SwitchEntry['state'], string>> = {
  waiting: 'Not asked yet',
  asking: 'Is being asked',
  fine: 'Answers',
  trouble: 'Needs you',
};

export function SwitchCard({ it }: { it: contract.SwitchEntry }) {
  const { id, address, port, name, description, version, user, device, state, trouble, polled, interval } = it;
  return (
    <Section
      title={name ?? address}
      aside={
        <May do="switch:write">
          <SwitchActions it={it} />
        </May>
      }
    >
      <div className={css['about']}>
        <p className={css['state']} data-state={state}>
          {STATES[state]}
          <span className="quiet">
            {polled === null ? ', has told nothing yet' : ', last read '}
            {polled === null ? null : <Time at={polled} />}
            {`, asked every ${lasting(interval).replace(/ 0 \w+$/, '')}`}
          </span>
        </p>
        {trouble === null ? null : <p className={css['trouble']}>{trouble}</p>}
        <p className="quiet">
          <span className="mono">{port === 161 ? address : `${address}, port ${port}`}</span>
          {version === '3' ? `, SNMP 3 as ${user ?? ''}` : ', SNMP 2c'}
          {description === null ? '' : `, ${description}`}
        </p>
        {device === null ? null : <DeviceLink device={device} />}
        {polled === null ? null : <p>{knownWords(it)}</p>}
      </div>
      {polled === null ? null : <SwitchPorts id={id} polled={polled} />}
    </Section>
  );
}

/** "It knows 214 network cards, devices at 38 of its ports, and 96 addresses." */
function knownWords({ macs, ports, addresses }: contract.SwitchEntry): string {
  const parts = [
    plural(macs, 'network card'),
    ...(ports === 0 ? [] : [`devices at ${plural(ports, 'port')}`]),
    ...(addresses === 0 ? [] : [plural(addresses, 'internet address', 'internet addresses')]),
  ];
  const last = parts.pop() ?? '';
  return `It knows ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}.`;
}
