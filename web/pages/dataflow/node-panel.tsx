/** Beside the map: the node looked at, and each of its lines in words. */
import { Link } from 'wouter';
import type { FlowEdge, FlowMap, FlowNode } from '../../../src/dataflow/dataflow.contract.ts';
import { PROTECTIONS } from '../../../src/dataflow/protection.ts';
import { typeLabel } from '../../../src/inventory/device-name.ts';
import { DeviceIcon } from '../../ui/device-icon.tsx';
import { deviceHref } from '../../ui/device-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProtectionMark } from '../../ui/marks.tsx';
import { useAddress } from '../../ui/use-address.ts';
import { bytes, plural, protocolLabel } from '../../ui/words.ts';
import css from './node-panel.module.css';

export function NodePanel({ map, id }: { map: FlowMap; id: string }) {
  const node = map.nodes.find((it) => it.id === id);
  if (node === undefined) return null;
  const edges = map.edges
    .filter(({ from, to }) => from === id || to === id)
    .toSorted((a, b) => PROTECTIONS.indexOf(a.protection) - PROTECTIONS.indexOf(b.protection) || b.bytes - a.bytes);
  return (
    <aside className={css['panel']} aria-label={`About ${node.label}`}>
      <h2 className={css['title']}>
        <DeviceIcon device={node} size={20} />
        {node.label}
      </h2>
      <p className="quiet">
        {node.devices === 1 ? typeLabel(node.type) : plural(node.devices, 'device')}, {plural(edges.length, 'line')}
      </p>
      <Actions node={node} />
      <ul>
        {edges.map((edge) => (
          <Line key={`${edge.from}|${edge.to}|${edge.protection}`} edge={edge} id={id} nodes={map.nodes} />
        ))}
      </ul>
    </aside>
  );
}

function Actions({ node }: { node: FlowNode }) {
  const address = useAddress();
  const isGroup = node.id.includes('/');
  return (
    <p className={css['actions']}>
      {isGroup ? (
        <>
          <button
            type="button"
            className="link"
            onClick={() => {
              address.set('open', [...address.list('open'), node.id]);
              address.set('focus', '', 'same');
            }}
          >
            Show each of them
          </button>
          <Link href={`/devices?type=${encodeURIComponent(node.type)}`} className="link">
            List them
          </Link>
        </>
      ) : (
        <Link href={deviceHref(node.id)} className="link">
          Open its page
        </Link>
      )}
      <button type="button" className="link" onClick={() => address.set('focus', '', 'same')}>
        Show everything
      </button>
    </p>
  );
}

function Line({ edge, id, nodes }: { edge: FlowEdge; id: string; nodes: readonly FlowNode[] }) {
  const opens = edge.from === id;
  const other = nodes.find((node) => node.id === (opens ? edge.to : edge.from));
  return (
    <li className={css['line']}>
      <span className={css['peer']}>
        <Icon name={opens ? 'to' : 'from'} />
        <span className="aloud">{opens ? 'calls' : 'is called by'}</span>
        {other?.label}
      </span>
      <span className="quiet">
        {edge.protocols.map(protocolLabel).join(', ') || 'Protocol not recognised'}, {bytes(edge.bytes)}
      </span>
      <ProtectionMark protection={edge.protection} />
    </li>
  );
}
