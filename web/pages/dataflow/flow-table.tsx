/** The map as a table, the worst protected first: for those who read rather than look, and for paper. */
import type { FlowEdge, FlowMap, FlowNode } from '../../../src/dataflow/dataflow.contract.ts';
import { PROTECTIONS } from '../../../src/dataflow/protection.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { ProtectionMark } from '../../ui/marks.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { bytes, categoryLabel, count, plural, protocolLabel } from '../../ui/words.ts';

interface Row {
  readonly edge: FlowEdge;
  readonly from: FlowNode;
  readonly to: FlowNode;
}

/** More rows than one can read are cut, and it is said. */
const SHOWN = 500;

const COLUMNS: readonly Column<Row>[] = [
  { key: 'from', title: 'From', cell: ({ from }) => <End node={from} /> },
  { key: 'to', title: 'To', cell: ({ to }) => <End node={to} /> },
  {
    key: 'protocols',
    title: 'Over',
    cell: ({ edge }) => edge.protocols.map(protocolLabel).join(', ') || 'Not recognised',
    from: 'wide',
  },
  { key: 'protection', title: 'Protection', cell: ({ edge }) => <ProtectionMark protection={edge.protection} /> },
  {
    key: 'data',
    title: 'Patient data',
    cell: ({ edge }) => edge.categories.map(categoryLabel).join(', '),
    from: 'wider',
  },
  {
    key: 'conversations',
    title: 'Conversations',
    number: true,
    cell: ({ edge }) => count(edge.conversations),
    from: 'wider',
  },
  { key: 'bytes', title: 'Volume', number: true, cell: ({ edge }) => bytes(edge.bytes), from: 'wide' },
];

export function FlowTable({ map }: { map: FlowMap }) {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const rows = map.edges
    .flatMap((edge) => {
      const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
      return from === undefined || to === undefined ? [] : { edge, from, to };
    })
    .toSorted(
      (a, b) =>
        PROTECTIONS.indexOf(a.edge.protection) - PROTECTIONS.indexOf(b.edge.protection) || b.edge.bytes - a.edge.bytes,
    );
  return (
    <>
      <Table
        label="Who talks to whom"
        columns={COLUMNS}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ edge }) => `${edge.from}|${edge.to}|${edge.protection}`}
      />
      {rows.length > SHOWN ? (
        <p className="quiet">and {plural(rows.length - SHOWN, 'more', 'more')}: filter to see them</p>
      ) : null}
    </>
  );
}

function End({ node }: { node: FlowNode }) {
  const isGroup = node.id.includes('/');
  const name = node.devices > 1 ? `${node.label} (${count(node.devices)})` : node.label;
  return <DeviceLink device={{ ...node, name, id: isGroup ? null : node.id }} />;
}
