/** The flow map as a picture: what touches patients on the left, the Internet on the right, a line for each kind of traffic. */
import type { FlowEdge, FlowMap, FlowNode } from '../../dataflow/dataflow.contract.ts';
import { html, type Markup } from './markup.ts';

const COLUMN = 215;
const ROW = 28;
const BOX = { width: 170, height: 22 };
const TOP = 28;
/** How many characters of a name fit into a box. */
const FITS = 24;
/** More lines than this nobody can follow; the table has them all. */
const MAX_EDGES = 400;

const COLUMNS: readonly { readonly head: string; readonly holds: (node: FlowNode) => boolean }[] = [
  { head: 'Medical', holds: (node) => !node.external && node.class === 'medical' },
  { head: 'Clinical IT', holds: (node) => !node.external && node.class === 'clinical-it' },
  { head: 'Other', holds: (node) => !node.external && node.class !== 'medical' && node.class !== 'clinical-it' },
  { head: 'Internet', holds: (node) => node.external },
];

interface Place {
  readonly x: number;
  readonly y: number;
}

export function flowPicture({ nodes, edges }: FlowMap): Markup {
  const busy = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const columns = COLUMNS.map(({ head, holds }) => ({
    head,
    nodes: nodes.filter((it) => busy.has(it.id) && holds(it)),
  }));
  const filled = columns.filter((column) => column.nodes.length > 0);
  const places = new Map<string, Place>();
  for (const [x, column] of filled.entries()) {
    for (const [y, node] of column.nodes.entries()) places.set(node.id, { x: x * COLUMN + 4, y: TOP + y * ROW });
  }
  const height = TOP + ROW * Math.max(1, ...filled.map((column) => column.nodes.length));
  const width = Math.max(filled.length * COLUMN, COLUMN);
  const drawn = edges.toSorted((a, b) => Number(a.protection === 'exposed') - Number(b.protection === 'exposed'));
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="Who talks to whom; the table of devices says the same in words"
  >
    ${filled.map(({ head }, x) => html`<text class="head" x="${x * COLUMN + 4}" y="14">${head}</text>`)}
    ${drawn.slice(-MAX_EDGES).map((edge) => line(edge, places))} ${nodes.map((node) => box(node, places.get(node.id)))}
  </svg>`;
}

function line({ from, to, protection, protocols, bytes }: FlowEdge, places: ReadonlyMap<string, Place>): Markup {
  const start = places.get(from);
  const end = places.get(to);
  if (start === undefined || end === undefined) return html``;
  const leftwards = end.x < start.x;
  const x1 = start.x + (leftwards || end.x === start.x ? 0 : BOX.width);
  const x2 = end.x + (leftwards ? BOX.width : 0);
  const y1 = start.y + BOX.height / 2;
  const y2 = end.y + BOX.height / 2;
  // Within a column the line bows out to the left; between columns it leaves and arrives level.
  const bend = end.x === start.x ? -30 : (x2 - x1) / 2;
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${end.x === start.x ? x2 + bend : x2 - bend} ${y2} ${x2} ${y2}`;
  const wide = Math.min(4, 1 + Math.log10(1 + bytes / 1000)).toFixed(1);
  return html`<path class="edge ${protection}" d="${path}" stroke-width="${wide}"
    ><title>${protocols.join(', ')}, ${protection}</title></path
  > `;
}

function box({ label }: FlowNode, place: Place | undefined): Markup {
  if (place === undefined) return html``;
  const { x, y } = place;
  const short = label.length > FITS ? `${label.slice(0, FITS - 1)}…` : label;
  return html`<rect class="node" x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4" /><text
      x="${x + 8}"
      y="${y + 15}"
      >${short}<title>${label}</title></text
    > `;
}
