/** How well each part of the network is seen: a bar of all devices, then the parts, the worst seen first. */
import { useState } from 'react';
import type * as contract from '../../../src/dataflow/coverage.contract.ts';
import { StackedBar, type Tone } from '../../charts/stacked-bar.tsx';
import { count, plural } from '../../ui/words.ts';
import css from './unseen-page.module.css';

type Subnet = contract.Coverage['subnets'][number];

const STATES: Readonly<Record<Subnet['state'], { readonly label: string; readonly tone: Tone }>> = {
  unseen: { label: 'Not seen', tone: 'bad' },
  'from-outside': { label: 'From outside only', tone: 'weak' },
  seen: { label: 'Seen', tone: 'good' },
};

const ORDER = ['unseen', 'from-outside', 'seen'] as const;
const SHOWN = 8;

export function Subnets({ subnets }: { subnets: readonly Subnet[] }) {
  const [all, setAll] = useState(false);
  if (subnets.length === 0) return <p className={css['says']}>No local address was seen yet.</p>;
  const parts = ORDER.map((state) => {
    const devices = subnets.filter((it) => it.state === state).reduce((sum, it) => sum + it.devices, 0);
    return { key: state, value: devices, tone: STATES[state].tone, title: `${STATES[state].label}: ${count(devices)}` };
  });
  const words = parts
    .filter(({ value }) => value > 0)
    .map(({ key, value }) => `${STATES[key].label.toLowerCase()}: ${plural(value, 'device')}`)
    .join(', ');
  return (
    <>
      <p className={css['says']}>Of the devices that we know of, {words}.</p>
      <StackedBar parts={parts} />
      <ul className={css['list']}>
        {(all ? subnets : subnets.slice(0, SHOWN)).map(({ subnet, devices, medical, state, says, advice }) => (
          <li key={subnet} className={css['subnet']}>
            <span className={css['state']} data-state={state}>
              {STATES[state].label}
            </span>
            <div>
              <p>
                <span className="mono">{subnet}</span>, {plural(devices, 'device')}
                {medical === 0 ? '' : `, ${count(medical)} medical`}
              </p>
              <p className="quiet">
                {says} {state === 'seen' ? '' : advice}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {all || subnets.length <= SHOWN ? null : (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {plural(subnets.length, 'subnet')}
        </button>
      )}
    </>
  );
}
