/** The medical devices that need attention most: what each is, and the worst that is known of it. */
import type { DeviceList, DeviceRow } from '../../../src/inventory/inventory.contract.ts';
import { productName, typeLabel } from '../../../src/inventory/device-name.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { SeverityMark, SEVERITY_LABELS } from '../../ui/marks.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './changes.module.css';
import { bytes, plural } from '../../ui/words.ts';

const COLUMNS: readonly Column<DeviceRow>[] = [
  { key: 'name', title: 'Device', cell: (row) => <DeviceLink device={row} /> },
  {
    key: 'what',
    title: 'What it is',
    from: 'wide',
    cell: (row) => productName(row) ?? <span className="quiet">{row.manufacturer ?? typeLabel(row.type)}</span>,
  },
  { key: 'address', title: 'Address', from: 'wider', cell: (row) => <span className="mono whole">{row.address}</span> },
  { key: 'traffic', title: 'Traffic', from: 'wide', number: true, cell: (row) => bytes(row.bytes) },
  { key: 'worst', title: 'Findings', cell: findings },
];

export function MedicalDevices({ list }: { list: DeviceList }) {
  if (list.total === 0) {
    return (
      <p className={css['none']}>
        No medical device was recognised. A capture near the imaging network or a ward shows more.
      </p>
    );
  }
  return (
    <>
      <Table label="Medical devices" columns={COLUMNS} rows={list.devices} rowKey={({ id }) => id} />
      {list.total > list.devices.length ? (
        <p className="quiet">and {plural(list.total - list.devices.length, 'more', 'more')}</p>
      ) : null}
    </>
  );
}

function findings({ worst, findings: number }: DeviceRow) {
  if (worst === null) return <span className="quiet">none</span>;
  return (
    <SeverityMark
      severity={worst}
      text={number === 1 ? SEVERITY_LABELS[worst] : `${SEVERITY_LABELS[worst]}, ${number}`}
    />
  );
}
