/** Which address the device had from when to when, and how we know: an address that moves is a history, not another device. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/history.contract.ts';
import { query } from '../../../api.ts';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { Answer } from '../../../ui/states.tsx';
import { plural, span } from '../../../ui/words.ts';
import css from './address-history.module.css';

type Held = contract.AddressList['addresses'][number];

const SHOWN = 8;

const HOW: Readonly<Record<Held['how'], string>> = {
  seen: 'in frames it sent',
  arp: 'it announced it (ARP)',
  ndp: 'it announced it (NDP)',
  dhcp: 'it was given to it (DHCP)',
};

export function AddressHistory({ id }: { id: string }) {
  const asked = useQuery(query<typeof contract.listAddresses>('/devices/{id}/addresses', { id }));
  return <Answer of={asked}>{({ addresses }) => <Held addresses={addresses} />}</Answer>;
}

function Held({ addresses }: { addresses: readonly Held[] }) {
  const [all, setAll] = useState(false);
  if (addresses.length === 0) return <p className="quiet">It used no address of its own.</p>;
  return (
    <>
      <ol className={css['held']}>
        {(all ? addresses : addresses.slice(0, SHOWN)).map(({ address, mac, first, last, how, evidence }) => (
          <li key={[address, mac, how, first].join('|')}>
            <p>
              <span className="mono">{address ?? mac}</span>
              {address === null || mac === null ? null : <span className="quiet mono"> {mac}</span>}
            </p>
            <p className="quiet">
              <time dateTime={first}>{span(first, last)}</time>, {HOW[how]} (<FrameLink {...evidence} />)
            </p>
          </li>
        ))}
      </ol>
      {all || addresses.length <= SHOWN ? null : (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {plural(addresses.length, 'entry', 'entries')}
        </button>
      )}
    </>
  );
}
