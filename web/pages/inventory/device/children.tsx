/** Devices and systems behind a gateway: they have no address of their own here, and are known by what it says of them. */
import type { Child } from '../../../../src/analysis/document.ts';
import { childName, childProduct } from '../../../../src/inventory/child-words.ts';
import { DeviceLink } from '../../../ui/device-link.tsx';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { type Column, Table } from '../../../ui/table.tsx';

const COLUMNS: readonly Column<Child>[] = [
  {
    key: 'name',
    title: 'Called',
    // One that is on the network as well leads to its page.
    cell: (child) => (
      <DeviceLink
        device={{ id: child.device, name: childName(child), class: child.class, type: child.type, external: false }}
      />
    ),
  },
  { key: 'product', title: 'What it is', cell: childProduct },
  { key: 'serial', title: 'Serial number', from: 'wide', cell: ({ serial }) => <span className="mono">{serial}</span> },
  {
    key: 'frame',
    title: 'Seen in',
    number: true,
    cell: ({ evidence: [first] }) =>
      first === undefined ? null : <FrameLink capture={first.capture} frame={first.frame} />,
  },
];

export function Children({ of }: { of: readonly Child[] }) {
  return (
    <>
      <p className="quiet">
        It speaks for these. They have no address of their own here unless they lead to their page.
      </p>
      <Table label="Devices behind it" columns={COLUMNS} rows={of} rowKey={({ id }) => id} />
    </>
  );
}
