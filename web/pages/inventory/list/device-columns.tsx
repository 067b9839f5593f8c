/** What can be shown of a device in the list: a column each, with its width and how it is sorted by. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { CLASS_LABELS, productName, typeLabel } from '../../../../src/inventory/device-name.ts';
import type { DeviceRow, DeviceSort } from '../../../../src/inventory/inventory.contract.ts';
import { PresenceMark, SEVERITY_LABELS, SeverityMark } from '../../../ui/marks.tsx';
import { Time } from '../../../ui/time.tsx';
import { bytes, count, percent } from '../../../ui/words.ts';

export interface DeviceColumn {
  readonly key: string;
  readonly title: string;
  readonly sort: z.infer<typeof DeviceSort>;
  readonly number?: boolean;
  /** Pixels; what is left over is shared out. */
  readonly width: number;
  readonly cell: (row: DeviceRow) => ReactNode;
  /** For a file of the list. */
  readonly plain: (row: DeviceRow) => string;
}

/** As wide as the name is at least; it takes what the others leave. */
export const NAME_WIDTH = 248;

export const NAME: Omit<DeviceColumn, 'cell' | 'width'> = {
  key: 'name',
  title: 'Device',
  sort: 'name',
  plain: ({ name }) => name,
};

/** In the order in which they stand; when there is too little room, the last are left out first. */
export const COLUMNS: readonly DeviceColumn[] = [
  { key: 'findings', title: 'Findings', sort: 'attention', width: 116, cell: findings, plain: findingsPlain },
  {
    key: 'product',
    title: 'Maker and model',
    sort: 'manufacturer',
    width: 256,
    cell: (row) => productName(row) ?? row.manufacturer ?? <None />,
    plain: (row) => productName(row) ?? row.manufacturer ?? '',
  },
  {
    key: 'last',
    title: 'Last seen',
    sort: 'last',
    width: 168,
    cell: (row) => (
      <PresenceMark state={row.presence}>
        <Time at={row.last} />
      </PresenceMark>
    ),
    plain: ({ last }) => last,
  },
  {
    key: 'address',
    title: 'Address',
    sort: 'address',
    width: 152,
    cell: (row) => (
      <>
        <span className="mono">{row.address}</span>
        {row.addresses > 1 ? <span className="quiet"> +{row.addresses - 1}</span> : null}
      </>
    ),
    plain: ({ address }) => address ?? '',
  },
  said('ward', 'Ward', ({ ward }) => ward),
  text('software', 'Software', 168, ({ software }) => software),
  said('owner', 'Who answers for it', ({ owner }) => owner),
  {
    key: 'approved',
    title: 'Approved',
    sort: 'approved',
    width: 144,
    cell: ({ approved }) => (approved === null ? <span className="quiet">not yet</span> : <Time at={approved} />),
    plain: ({ approved }) => approved ?? '',
  },
  {
    key: 'class',
    title: 'Kind',
    sort: 'class',
    width: 120,
    cell: (row) => CLASS_LABELS[row.class],
    plain: (row) => CLASS_LABELS[row.class],
  },
  {
    key: 'serial',
    title: 'Serial number',
    sort: 'serial',
    width: 136,
    cell: ({ serial }) => (serial === null ? <None /> : <span className="mono">{serial}</span>),
    plain: ({ serial }) => serial ?? '',
  },
  figure('peers', 'Talks to', ({ peers }) => count(peers)),
  figure('bytes', 'Traffic', (row) => bytes(row.bytes)),
  figure('confidence', 'How sure', ({ confidence }) => percent(confidence)),
  {
    key: 'first',
    title: 'First seen',
    sort: 'first',
    width: 152,
    cell: ({ first }) => <Time at={first} />,
    plain: ({ first }) => first,
  },
];

export const USUAL_COLUMNS = ['findings', 'product', 'last', 'address', 'ward', 'software'];

function text(
  key: DeviceColumn['sort'],
  title: string,
  width: number,
  value: (row: DeviceRow) => string | null,
): DeviceColumn {
  return { key, title, sort: key, width, cell: (row) => value(row) ?? <None />, plain: (row) => value(row) ?? '' };
}

/** What only a person can know. */
function said(key: 'ward' | 'owner', title: string, value: (row: DeviceRow) => string | null): DeviceColumn {
  const cell = (row: DeviceRow) => value(row) ?? <span className="quiet">not said</span>;
  return { key, title, sort: key, width: 144, cell, plain: (row) => value(row) ?? '' };
}

function figure(key: DeviceColumn['sort'], title: string, value: (row: DeviceRow) => string): DeviceColumn {
  return { key, title, sort: key, number: true, width: 96, cell: value, plain: value };
}

function findings({ worst, findings: number }: DeviceRow) {
  if (worst === null) return <span className="quiet">none</span>;
  return <SeverityMark severity={worst} text={`${SEVERITY_LABELS[worst]}${number > 1 ? `, ${number}` : ''}`} />;
}

function findingsPlain({ worst, findings: number }: DeviceRow): string {
  return worst === null ? 'none' : `${SEVERITY_LABELS[worst]}, ${number}`;
}

/** The type under the name. */
export const kindOf = (row: DeviceRow): string => (row.external ? 'On the Internet' : typeLabel(row.type));

const None = () => <span className="quiet">not known</span>;
