/** The ports of a switch with the devices at them, and those that lead to other switches. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as contract from '../../../src/switch/switch.contract.ts';
import { query } from '../../api.ts';
import { DeviceLink } from '../../ui/device-link.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { plural } from '../../ui/words.ts';
import css from './switches.module.css';
import { inPortOrder } from './port-order.ts';

type Port = z.output<typeof contract.listPorts.output>['ports'][number];

/** `polled`: when it last answered; what is at its ports is asked for again when that is another time. */
export function SwitchPorts({ id, polled }: { id: string; polled: string }) {
  const ports = query<typeof contract.listPorts>('/switches/{id}/ports', { id });
  const asked = useQuery({ ...ports, queryKey: [...ports.queryKey, polled] });
  return (
    <details className={css['ports']}>
      <summary>What is plugged in where</summary>
      <Answer of={asked}>
        {(answer) =>
          answer.ports.length === 0 ? (
            <p className={css['says']}>
              It told of no port: it is a router, or may not be asked for its forwarding table.
            </p>
          ) : (
            <Table
              label="Ports and what is at them"
              columns={COLUMNS}
              rows={answer.ports.toSorted((a, b) => inPortOrder(a.port, b.port))}
              rowKey={({ port }) => port}
            />
          )
        }
      </Answer>
    </details>
  );
}

const COLUMNS: readonly Column<Port>[] = [
  {
    key: 'port',
    title: 'Port',
    cell: ({ port, portName }) => (
      <>
        <span className="mono">{port}</span>
        {portName === null ? null : <span className="quiet"> {portName}</span>}
      </>
    ),
  },
  { key: 'devices', title: 'What is there', cell: (port) => <There port={port} /> },
  {
    key: 'vlan',
    title: 'VLAN',
    number: true,
    from: 'wide',
    cell: ({ devices }) => [...new Set(devices.flatMap(({ vlan }) => (vlan === null ? [] : [vlan])))].join(', '),
  },
];

function There({ port: { uplink, devices, more } }: { port: Port }) {
  if (uplink !== null) return <span className="quiet">Leads on: {uplink}</span>;
  if (devices.length === 0) return <span className="quiet">nothing at the moment</span>;
  return (
    <ul className={css['there']}>
      {devices.map(({ mac, device }) => (
        <li key={mac}>
          {device === null ? (
            <>
              <span className="mono">{mac}</span> <span className="quiet">not seen on the network yet</span>
            </>
          ) : (
            <DeviceLink device={device} />
          )}
        </li>
      ))}
      {more === 0 ? null : <li className="quiet">and {plural(more, 'more card')}</li>}
    </ul>
  );
}
