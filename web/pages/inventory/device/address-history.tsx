/** Which address a device held from when to when: an address that moves is a history, not another device. */
import type { Device } from '../../../../src/analysis/document.ts';
import { type Column, Table } from '../../../ui/table.tsx';
import { span } from '../../../ui/words.ts';

type Held = Device['history'][number];

const SHOWN = 30;

const COLUMNS: readonly Column<Held>[] = [
  { key: 'address', title: 'Address', cell: ({ address }) => <span className="mono whole">{address}</span> },
  {
    key: 'when',
    title: 'Seen',
    cell: ({ first, last }) => (
      <time dateTime={first} title={`${first} to ${last}`}>
        {span(first, last)}
      </time>
    ),
  },
];

export function AddressHistory({ history }: { history: Device['history'] }) {
  if (history.length === 0) return <p className="quiet">It used no address of its own.</p>;
  return (
    <>
      <Table
        label="Addresses"
        columns={COLUMNS}
        rows={history.slice(0, SHOWN)}
        rowKey={({ address, mac, first }) => [address, mac, first].join('|')}
      />
      {history.length > SHOWN ? <p className="quiet">and {history.length - SHOWN} more</p> : null}
    </>
  );
}
