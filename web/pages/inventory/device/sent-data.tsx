/** Which kinds of patient data cross the network with this device, readable or not told: fields by name, never a value. */
import type { Flow } from '../../../../src/dataflow/dataflow.contract.ts';
import { ProtectionMark } from '../../../ui/marks.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { categoryLabel, count, fieldLabel, plural, protocolLabel } from '../../../ui/words.ts';
import css from './sent-data.module.css';

interface Row {
  readonly flow: Flow;
  readonly data: Flow['data'][number];
}

const SHOWN = 30;
const FIELDS = 8;

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'category',
    title: 'What',
    cell: ({ data }) => (
      <>
        {categoryLabel(data.category)}
        <span className={css['fields']}>
          {data.fields.slice(0, FIELDS).map(fieldLabel).join(', ')}
          {data.fields.length > FIELDS ? ` and ${data.fields.length - FIELDS} more` : ''}
        </span>
      </>
    ),
  },
  {
    key: 'with',
    title: 'With',
    cell: ({ flow }) => (
      <span className={css['with']}>
        {flow.opens ? 'to ' : 'from '}
        {flow.peer.name} <span className="quiet">{protocolLabel(flow.protocol)}</span>
      </span>
    ),
  },
  {
    key: 'patients',
    title: 'Patients',
    number: true,
    cell: ({ data }) => (data.patients === 0 ? '–' : `≥ ${count(data.patients)}`),
  },
  { key: 'items', title: 'Times', number: true, from: 'wide', cell: ({ data }) => count(data.items) },
  {
    key: 'protection',
    title: 'Protection',
    from: 'wide',
    cell: ({ flow }) => <ProtectionMark protection={flow.protection} />,
  },
];

export function SentData({ flows }: { flows: readonly Flow[] }) {
  const rows = flows.flatMap((flow) => flow.data.map((data) => ({ flow, data })));
  if (rows.length === 0) {
    const hidden = flows.filter(({ protection }) => protection === 'encrypted' || protection === 'unknown').length;
    return (
      <p className={css['none']}>
        None was seen.{' '}
        {hidden === 0
          ? ''
          : `What ${plural(hidden, 'line')} above ${hidden === 1 ? 'carries' : 'carry'} cannot be read.`}
      </p>
    );
  }
  return (
    <>
      <Table
        label="Patient data"
        columns={COLUMNS}
        rows={rows.slice(0, SHOWN)}
        rowKey={({ flow, data }) =>
          [flow.peer.id ?? flow.address, flow.opens, flow.protocol, flow.port, flow.protection, data.category].join('|')
        }
      />
      {rows.length > SHOWN ? <p className="quiet">and {plural(rows.length - SHOWN, 'more', 'more')}</p> : null}
    </>
  );
}
