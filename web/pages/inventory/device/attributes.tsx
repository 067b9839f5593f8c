/** Every value that a frame told about the device, as it was sent: the ground that its identity stands on. */
import { useState } from 'react';
import type { Attribute } from '../../../../src/analysis/document.ts';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { certainty, plural, protocolLabel } from '../../../ui/words.ts';

const SHOWN = 12;

const COLUMNS: readonly Column<Attribute>[] = [
  { key: 'name', title: 'Value of', cell: ({ name }) => name },
  { key: 'value', title: 'As sent', cell: ({ value }) => <span className="mono">{value}</span> },
  { key: 'protocol', title: 'Over', from: 'wide', cell: ({ protocol }) => protocolLabel(protocol) },
  { key: 'confidence', title: 'How sure', from: 'wide', cell: ({ confidence }) => certainty(confidence) },
  {
    key: 'frame',
    title: 'Seen in',
    number: true,
    cell: ({ capture, frame }) => <FrameLink capture={capture} frame={frame} />,
  },
];

export function Attributes({ attributes }: { attributes: readonly Attribute[] }) {
  const [all, setAll] = useState(false);
  if (attributes.length === 0) return <p className="quiet">It said nothing of itself that Wardline can read.</p>;
  const rows = all ? attributes : attributes.slice(0, SHOWN);
  return (
    <>
      <Table
        label="Values"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ name, value, capture, frame }) => [name, value, capture, frame].join('|')}
      />
      {rows.length === attributes.length ? null : (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {plural(attributes.length, 'value')}
        </button>
      )}
    </>
  );
}
