/** The device in the middle, who calls it on the left, whom it calls on the right. The table under it says the same. */
import type { Device } from '../../../../src/analysis/document.ts';
import type { Flow } from '../../../../src/dataflow/dataflow.contract.ts';
import { type Protection, worst } from '../../../../src/dataflow/protection.ts';
import { strokeOf } from '../../../graph/layout.ts';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { DeviceLink } from '../../../ui/device-link.tsx';
import { plural, protocolLabel } from '../../../ui/words.ts';
import css from './peer-map.module.css';

interface Peer {
  readonly key: string;
  readonly peer: Flow['peer'];
  readonly bytes: number;
  readonly protection: Protection;
  readonly protocols: readonly string[];
}

/** As many as one can take in at a glance. */
const SHOWN = 7;
const ROW = 32;

export function PeerMap({ name, device, flows }: { name: string; device: Device; flows: readonly Flow[] }) {
  const callers = peersOf(flows.filter(({ opens }) => !opens));
  const called = peersOf(flows.filter(({ opens }) => opens));
  const rows = Math.max(1, rowsOf(callers), rowsOf(called));
  return (
    <figure
      className={css['map']}
      style={{ height: rows * ROW }}
      aria-label={`${name} and whom it talks to; the table says the same`}
    >
      <Side peers={callers} side="left" />
      <Lines peers={callers} rows={rows} side="left" />
      <div className={css['middle']}>
        <span className={css['self']}>
          <DeviceIcon device={{ ...device, external: device.scope === 'external' }} />
          <span>{name}</span>
        </span>
      </div>
      <Lines peers={called} rows={rows} side="right" />
      <Side peers={called} side="right" />
    </figure>
  );
}

const rowsOf = (peers: readonly Peer[]) => Math.min(peers.length, SHOWN + 1);

function peersOf(flows: readonly Flow[]): Peer[] {
  const groups = Map.groupBy(flows, ({ peer, address }) => peer.id ?? address);
  const peers = [...groups].flatMap(([key, group]) => {
    const [head] = group;
    if (head === undefined) return [];
    return {
      key,
      peer: head.peer,
      bytes: group.reduce((sum, { sent, received }) => sum + sent + received, 0),
      protection: group.reduce((so, { protection }) => worst(so, protection), head.protection),
      protocols: [...new Set(group.map(({ protocol }) => protocolLabel(protocol)))],
    };
  });
  return peers.toSorted((a, b) => b.bytes - a.bytes);
}

function Side({ peers, side }: { peers: readonly Peer[]; side: 'left' | 'right' }) {
  const more = peers.length - SHOWN;
  return (
    <ul className={css['side']} data-side={side}>
      {peers.slice(0, SHOWN).map(({ key, peer, protocols }) => (
        <li key={key}>
          <DeviceLink device={peer} />
          <span className={css['protocols']}>{protocols.slice(0, 2).join(', ')}</span>
        </li>
      ))}
      {more > 0 ? <li className="quiet">and {plural(more, 'more', 'more')}</li> : null}
    </ul>
  );
}

/** From the middle to each row; drawn in a box of 100 by the height, stretched to the room there is. */
function Lines({ peers, rows, side }: { peers: readonly Peer[]; rows: number; side: 'left' | 'right' }) {
  const shown = peers.slice(0, SHOWN);
  const height = rows * ROW;
  const top = (height - rowsOf(peers) * ROW) / 2 + ROW / 2;
  const [inner, outer] = side === 'left' ? [100, 0] : [0, 100];
  return (
    <svg className={css['lines']} aria-hidden="true" viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">
      {shown.map(({ key, bytes, protection }, index) => {
        const y = top + index * ROW;
        return (
          <path
            key={key}
            d={`M${inner} ${height / 2}C50 ${height / 2} 50 ${y} ${outer} ${y}`}
            strokeWidth={strokeOf(bytes)}
            vectorEffect="non-scaling-stroke"
            data-protection={protection}
          />
        );
      })}
    </svg>
  );
}
