/** Devices on the network that the list does not have: the medical ones first, because somebody should look after them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { query } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { DeviceLink } from '../../ui/device-link.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { count } from '../../ui/words.ts';
import css from './imports.module.css';

type Row = Awaited<ReturnType<ReturnType<typeof query<typeof contract.listOnlyHere>>['queryFn']>>['devices'][number];

const STEP = 50;

const COLUMNS: readonly Column<Row>[] = [
  { key: 'device', title: 'Device', cell: ({ device }) => <DeviceLink device={device} /> },
  {
    key: 'what',
    title: 'Maker and model',
    from: 'wide',
    cell: ({ manufacturer, model }) => [manufacturer, model].filter((it) => it !== null).join(' ') || 'not known',
  },
  {
    key: 'serial',
    title: 'Serial number',
    from: 'wider',
    cell: ({ serial }) => <span className="mono">{serial}</span>,
  },
  { key: 'address', title: 'Address', from: 'wide', cell: ({ address }) => <span className="mono">{address}</span> },
  { key: 'last', title: 'Last seen', cell: ({ last }) => <Time at={last} /> },
];

export function OnlyHere({ id }: { id: string }) {
  const [shown, setShown] = useState(STEP);
  const asked = useQuery({
    ...query<typeof contract.listOnlyHere>('/imports/{id}/only-here', { id, limit: String(Math.min(500, shown)) }),
    placeholderData: keepPreviousData,
  });
  return (
    <Answer of={asked}>
      {({ devices, total }) =>
        total === 0 ? (
          <p className={css['says']}>The list has every device on the network.</p>
        ) : (
          <>
            <Table
              label="Only on the network"
              columns={COLUMNS}
              rows={devices}
              rowKey={({ device }) => device.id ?? device.name}
            />
            {total > devices.length && shown < 500 ? (
              <Button onClick={() => setShown(shown + STEP)}>Show more of {count(total)}</Button>
            ) : null}
          </>
        )
      }
    </Answer>
  );
}
