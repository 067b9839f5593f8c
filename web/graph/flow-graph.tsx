/** The flow map drawn: lines beneath, buttons above. One Tab stop; arrow keys go from node to node, Enter looks closer. */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { FlowMap, FlowNode } from '../../src/dataflow/dataflow.contract.ts';
import { DeviceIcon } from '../ui/device-icon.tsx';
import { SeverityMark } from '../ui/marks.tsx';
import { count, PROTECTION_SHORT, protocolLabel } from '../ui/words.ts';
import css from './flow-graph.module.css';
import { type EdgeLine, type Grouping, layout, type NodeBox } from './layout.ts';
import { useWidth } from './use-width.ts';

interface FlowGraphProps {
  readonly map: FlowMap;
  readonly grouping: Grouping;
  /** The node looked at: what is not joined to it is dimmed. */
  readonly focus: string;
  readonly onFocus: (id: string) => void;
}

export function FlowGraph({ map, grouping, focus, onFocus }: FlowGraphProps) {
  const [frame, width] = useWidth();
  const drawn = useMemo(() => layout(map, width, grouping), [map, width, grouping]);
  const [tabStop, setTabStop] = useState('');
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const lit = useMemo(() => litBy(drawn.lines, focus), [drawn, focus]);
  const stop = drawn.nodes.find(({ node }) => node.id === tabStop) ?? drawn.nodes[0];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onFocus('');
    const next = stop === undefined ? undefined : neighbour(drawn.nodes, stop, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setTabStop(next.node.id);
    buttons.current.get(next.node.id)?.focus();
  };
  return (
    <div className={css['frame']} ref={frame}>
      {width === 0 ? null : (
        <div
          className={css['map']}
          role="group"
          aria-label="Map of who talks to whom; the same is there as a table"
          data-focused={lit !== undefined}
          style={{ width: drawn.width, height: drawn.height }}
          onKeyDown={onKeyDown}
        >
          {drawn.groups.map(({ key, title, devices, x, y, width: w, height }) => (
            <div key={key} className={css['group']} data-group={key} style={{ left: x, top: y, width: w, height }}>
              <h2>
                {title} <span className="quiet">{count(devices)}</span>
              </h2>
            </div>
          ))}
          <Lines drawn={drawn} lit={lit} focus={focus} />
          {drawn.nodes.map((box) => (
            <Node
              key={box.node.id}
              box={box}
              focused={box.node.id === focus}
              dim={lit !== undefined && !lit.has(box.node.id)}
              tabIndex={box === stop ? 0 : -1}
              register={(element) => {
                if (element === null) buttons.current.delete(box.node.id);
                else buttons.current.set(box.node.id, element);
              }}
              onPress={() => {
                setTabStop(box.node.id);
                onFocus(box.node.id === focus ? '' : box.node.id);
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface LinesProps {
  readonly drawn: { readonly width: number; readonly height: number; readonly lines: readonly EdgeLine[] };
  readonly lit: ReadonlyMap<string, ReadonlySet<EdgeLine>> | undefined;
  readonly focus: string;
}

function Lines({ drawn, lit, focus }: LinesProps) {
  const isLit = ({ edge }: EdgeLine) => lit === undefined || (lit.has(edge.from) && lit.has(edge.to));
  return (
    <>
      <svg className={css['lines']} aria-hidden="true" width={drawn.width} height={drawn.height}>
        {drawn.lines.map((line) => (
          <path
            key={`${line.edge.from}|${line.edge.to}|${line.edge.protection}`}
            d={line.path}
            strokeWidth={line.stroke}
            data-protection={line.edge.protection}
            data-dim={!isLine(line, lit)}
          />
        ))}
      </svg>
      {lit === undefined
        ? null
        : drawn.lines
            .filter((line) => isLit(line) && isLine(line, lit))
            .slice(0, 40)
            .map(({ edge, labels: [near, far] }) => (
              <span
                key={`${edge.from}|${edge.to}|${edge.protection}`}
                className={css['label']}
                aria-hidden="true"
                style={edge.from === focus ? { left: far.x, top: far.y } : { left: near.x, top: near.y }}
              >
                {edge.protocols.slice(0, 2).map(protocolLabel).join(', ') || PROTECTION_SHORT[edge.protection]}
              </span>
            ))}
    </>
  );
}

const isLine = (line: EdgeLine, lit: LinesProps['lit']) =>
  lit === undefined || [...lit.values()].some((lines) => lines.has(line));

/** The nodes joined to `focus`, with the lines that join them; undefined when nothing is looked at. */
function litBy(lines: readonly EdgeLine[], focus: string): Map<string, Set<EdgeLine>> | undefined {
  if (focus === '') return undefined;
  const lit = new Map([[focus, new Set<EdgeLine>()]]);
  for (const line of lines) {
    const { from, to } = line.edge;
    if (from === focus || to === focus) lit.getOrInsertComputed(from === focus ? to : from, () => new Set()).add(line);
  }
  return lit;
}

interface NodeProps {
  readonly box: NodeBox;
  readonly focused: boolean;
  readonly dim: boolean;
  readonly tabIndex: number;
  readonly register: (element: HTMLButtonElement | null) => void;
  readonly onPress: () => void;
}

function Node({ box: { node, x, y, width, height }, focused, dim, tabIndex, register, onPress }: NodeProps) {
  return (
    <button
      type="button"
      ref={register}
      className={css['node']}
      style={{ left: x, top: y, width, height }}
      aria-pressed={focused}
      data-dim={dim}
      tabIndex={tabIndex}
      title={nodeTitle(node)}
      onClick={onPress}
    >
      <DeviceIcon device={node} />
      <span className={css['name']}>{node.label}</span>
      {node.devices > 1 ? <span className={css['count']}>{count(node.devices)}</span> : null}
      {node.worst === null ? null : <SeverityMark severity={node.worst} bare />}
    </button>
  );
}

const nodeTitle = ({ label, devices }: FlowNode) => (devices > 1 ? `${label}: ${count(devices)} devices` : label);

/** The nearest node above, below, or in the column beside. */
function neighbour(nodes: readonly NodeBox[], from: NodeBox, key: string): NodeBox | undefined {
  const rows = { ArrowUp: -1, ArrowDown: 1 }[key];
  const columns = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const candidates = nodes.filter((it) =>
    rows === undefined
      ? it.column === from.column + (columns ?? NaN)
      : it.column === from.column && (it.y - from.y) * rows > 0,
  );
  return candidates.toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0];
}
