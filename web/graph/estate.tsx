/**
 * Thousands of devices at once: zones with a square for each device. What stays is drawn once as a few paths; only what is
 * pointed at is drawn anew, with its lines. Arrow keys go from square to square, Enter looks closer.
 */
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useState } from 'react';
import type { FlowMap } from '../../src/dataflow/dataflow.contract.ts';
import { typeLabel } from '../../src/inventory/device-name.ts';
import { SEVERITY_LABELS } from '../ui/marks.tsx';
import { count, plural } from '../ui/words.ts';
import css from './estate.module.css';
import { CELL, type Cell, cellAt, cellTowards, type EstateLayout, estateLayout } from './estate-layout.ts';
import lines from './flow-graph.module.css';
import { useWidth } from './use-width.ts';

interface EstateProps {
  readonly map: FlowMap;
  readonly onFocus: (id: string) => void;
  /** A zone that one wants to see alone. */
  readonly onZone: (id: string) => void;
}

export function Estate({ map, onFocus, onZone }: EstateProps) {
  const [frame, width] = useWidth();
  const drawn = useMemo(() => estateLayout(map, Math.max(320, width)), [map, width]);
  const [at, setAt] = useState<Cell>();
  const cellOf = ({ nativeEvent }: PointerEvent) => cellAt(drawn, nativeEvent.offsetX, nativeEvent.offsetY);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? drawn.zones[0]?.cells[0];
    if (from === undefined) return;
    if (event.key === 'Enter') onFocus(from.node.id);
    const next = at === undefined ? from : cellTowards(drawn, from, event.key);
    if (next === undefined || !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <div ref={frame}>
      {width === 0 ? null : (
        <div className={css['estate']} style={{ width: drawn.width, height: drawn.height }}>
          {drawn.zones.map(({ zone, x, y, width: w, height, devices, medical }) => (
            <div
              key={zone.id}
              className={css['zone']}
              data-medical={medical > 0}
              style={{ left: x, top: y, width: w, height }}
            >
              <button type="button" onClick={() => onZone(zone.id)} title={`Show ${zone.label} alone`}>
                {zone.label}
              </button>
              <span className="quiet">
                {count(devices)}
                {medical === 0 ? '' : `, ${count(medical)} medical`}
              </span>
            </div>
          ))}
          <div
            className={css['surface']}
            role="application"
            aria-label="Map of all devices: arrow keys go from one to the next, Enter looks closer"
            tabIndex={0}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => setAt(cellOf(event))}
            onPointerLeave={() => setAt(undefined)}
            onClick={() => (at === undefined ? undefined : onFocus(at.node.id))}
          >
            <Drawing drawn={drawn} />
            {at === undefined ? null : <Pointed drawn={drawn} map={map} at={at} />}
          </div>
          <p className="aloud" role="status">
            {at === undefined ? '' : nameOf(at)}
          </p>
        </div>
      )}
    </div>
  );
}

/** How devices are told apart at this size: by what they are, and by whether something urgent is wrong. */
const LOOKS = ['medical', 'clinical-it', 'other', 'external'] as const;
type Look = (typeof LOOKS)[number];

function lookOf({ node }: Cell): Look {
  if (node.external) return 'external';
  return node.class === 'medical' || node.class === 'clinical-it' ? node.class : 'other';
}

const square = ({ x, y }: Cell) => `M${x} ${y}h${CELL}v${CELL}h${-CELL}z`;
/** A corner that is cut out of the square's look: it stays visible without colour. */
const corner = ({ x, y }: Cell) => `M${x + CELL} ${y}v${CELL * 0.7}L${x + CELL * 0.3} ${y}z`;

const Drawing = memo(({ drawn }: { drawn: EstateLayout }) => {
  const cells = [...drawn.cells.values()];
  const urgent = cells.filter(({ node }) => node.worst === 'critical' || node.worst === 'high');
  return (
    <svg className={css['drawing']} aria-hidden="true" width={drawn.width} height={drawn.height}>
      <g className={lines['lines']}>
        {drawn.lines.map(({ from, to, protection, stroke }) => {
          const [a, b] = [middle(from), middle(to)];
          const bend = (a.y + b.y) / 2;
          return (
            <path
              key={`${from.zone.id}|${to.zone.id}`}
              className={css['between']}
              d={`M${a.x} ${a.y}C${a.x} ${bend} ${b.x} ${bend} ${b.x} ${b.y}`}
              strokeWidth={stroke}
              data-protection={protection}
            />
          );
        })}
      </g>
      {LOOKS.map((look) => (
        <path
          key={look}
          data-look={look}
          d={cells
            .filter((cell) => lookOf(cell) === look)
            .map(square)
            .join('')}
        />
      ))}
      <path data-look="urgent" d={urgent.map(corner).join('')} />
    </svg>
  );
});

const middle = ({ x, y, width }: { x: number; y: number; width: number }) => ({ x: x + width / 2, y: y + 14 });

/** Lines of one device that can still be told apart. */
const LINES = 200;

function Pointed({ drawn, map, at }: { drawn: EstateLayout; map: FlowMap; at: Cell }) {
  const edges = map.edges.filter(({ from, to }) => from === at.node.id || to === at.node.id);
  const half = CELL / 2;
  const right = at.x > drawn.width - 260;
  return (
    <>
      <svg className={css['drawing']} aria-hidden="true" width={drawn.width} height={drawn.height}>
        <g className={lines['lines']}>
          {edges.slice(0, LINES).map((edge) => {
            const other = drawn.cells.get(edge.from === at.node.id ? edge.to : edge.from);
            if (other === undefined) return null;
            return (
              <path
                key={`${edge.from}|${edge.to}|${edge.protection}`}
                d={`M${at.x + half} ${at.y + half}L${other.x + half} ${other.y + half}`}
                strokeWidth="1.5"
                data-protection={edge.protection}
              />
            );
          })}
        </g>
        <path data-look="pointed" d={square(at)} />
      </svg>
      <div
        className={css['name']}
        aria-hidden="true"
        style={{ top: at.y + CELL + 6, ...(right ? { right: drawn.width - at.x - CELL } : { left: at.x }) }}
      >
        <strong>{at.node.label}</strong>
        <span className="quiet">
          {typeLabel(at.node.type)}, talks to {plural(edges.length, 'other')}
          {at.node.worst === null ? '' : `, worst finding: ${SEVERITY_LABELS[at.node.worst].toLowerCase()}`}
        </span>
      </div>
    </>
  );
}

const nameOf = ({ node }: Cell) => `${node.label}, ${typeLabel(node.type)}`;

/** What the squares mean. */
export function EstateLegend() {
  return (
    <>
      {(['medical', 'clinical-it', 'other', 'external', 'urgent'] as const).map((look) => (
        <li key={look}>
          <svg
            className={css['drawing']}
            data-legend="true"
            aria-hidden="true"
            width="12"
            height="12"
            viewBox="0 0 11 11"
          >
            {look === 'urgent' ? <path data-look="other" d="M0 0h11v11h-11z" /> : null}
            <path data-look={look} d={look === 'urgent' ? 'M11 0v7.700L3.300 0z' : 'M0 0h11v11h-11z'} />
          </svg>
          {MEANINGS[look]}
        </li>
      ))}
    </>
  );
}

const MEANINGS = {
  medical: 'Medical',
  'clinical-it': 'Clinical IT',
  other: 'Everything else',
  external: 'On the Internet',
  urgent: 'With a critical or high finding',
};
