/** Whom a device talks to, line by line; each line leads to the frame it began with. */
import type { Flow } from '../../../../src/dataflow/dataflow.contract.ts';
import { DeviceLink } from '../../../ui/device-link.tsx';
import { FrameLink } from '../../../ui/frame-link.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ProtectionMark } from '../../../ui/marks.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { bytes, count, plural, protocolLabel } from '../../../ui/words.ts';
import css from './flow-list.module.css';

const SHOWN = 100;

const COLUMNS: readonly Column<Flow>[] = [
  {
    key: 'peer',
    title: 'With',
    cell: ({ peer, opens }) => (
      <span className={css['peer']} title={opens ? 'It opens the connection' : 'The other side opens the connection'}>
        <Icon name={opens ? 'to' : 'from'} />
        <span className="aloud">{opens ? 'calls' : 'is called by'}</span>
        <DeviceLink device={peer} />
      </span>
    ),
  },
  {
    key: 'protocol',
    title: 'Over',
    cell: ({ protocol, transport, port, actions }) => (
      <>
        {protocolLabel(protocol)}{' '}
        <span className="quiet">
          {transport}/{port}
        </span>
        {actions.length === 0 ? null : (
          <span className={css['actions']}>
            {actions
              .slice(0, 3)
              .map(({ verb, count: times }) => `${verb} ×${count(times)}`)
              .join(', ')}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'protection',
    title: 'Protection',
    cell: ({ protection, encryption }) => (
      <ProtectionMark protection={protection} text={protection === 'exposed' ? null : encryption} />
    ),
  },
  { key: 'sent', title: 'Sent', number: true, from: 'wide', cell: ({ sent }) => bytes(sent) },
  { key: 'received', title: 'Received', number: true, from: 'wide', cell: ({ received }) => bytes(received) },
  {
    key: 'evidence',
    title: 'Began in',
    number: true,
    from: 'wide',
    cell: ({ evidence }) => <FrameLink {...evidence} />,
  },
];

export function FlowList({ flows }: { flows: readonly Flow[] }) {
  return (
    <>
      <Table label="Whom it talks to" columns={COLUMNS} rows={flows.slice(0, SHOWN)} rowKey={keyOf} />
      {flows.length > SHOWN ? (
        <p className="quiet">and {plural(flows.length - SHOWN, 'more', 'more')}, all at least as well protected</p>
      ) : null}
    </>
  );
}

const keyOf = ({ peer, address, opens, transport, protocol, port, protection, encryption }: Flow) =>
  [peer.id ?? address, opens, transport, protocol, port, protection, encryption].join('|');
