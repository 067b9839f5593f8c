/**
 * Where thousands of devices stand: a box for each zone, in it a small square for each device, medical ones first. Boxes are
 * put side by side like words on lines. Pure: the same map gives the same picture, and a device is where one left it.
 */
import type { FlowEdge, FlowMap, FlowNode } from '../../src/dataflow/dataflow.contract.ts';
import { type Protection, worst } from '../../src/dataflow/protection.ts';
import { CLASS_ORDER } from '../../src/inventory/device-name.ts';
import { strokeOf } from './layout.ts';

export interface Cell {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
}

export interface ZoneBox {
  readonly zone: Pick<FlowMap['zones'][number], 'id' | 'label'>;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly devices: number;
  readonly medical: number;
  readonly cells: readonly Cell[];
}

export interface ZoneLine {
  readonly from: ZoneBox;
  readonly to: ZoneBox;
  readonly protection: Protection;
  readonly stroke: number;
}

export interface EstateLayout {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly ZoneBox[];
  readonly lines: readonly ZoneLine[];
  readonly cells: ReadonlyMap<string, Cell>;
}

export const CELL = 11;
const STEP = 13;
const PADDING = 10;
const HEAD = 44;
const GAP = 20;
const NARROWEST = 152;
/** A box is about so many times as wide as it is high. */
const SHAPE = 1.6;

export function estateLayout(
  { nodes, edges, zones }: Pick<FlowMap, 'nodes' | 'edges' | 'zones'>,
  width: number,
): EstateLayout {
  const members = Map.groupBy(nodes, ({ zone }) => zone);
  const listed = zones.filter(({ id }) => members.has(id));
  const others = [...members.keys()].filter((id) => !zones.some((zone) => zone.id === id));
  const order = [...listed, ...others.map((id) => ({ id, label: 'Elsewhere' }))];
  const boxes: ZoneBox[] = [];
  let [x, y, line] = [0, 0, 0];
  for (const zone of order) {
    const inside = (members.get(zone.id) ?? []).toSorted(inOrder);
    const size = sizeOf(inside.length, width);
    if (x > 0 && x + size.width > width) {
      x = 0;
      y += line + GAP;
      line = 0;
    }
    boxes.push(boxOf(zone, inside, x, y, size));
    x += size.width + GAP;
    line = Math.max(line, size.height);
  }
  const cells = new Map(boxes.flatMap((box) => box.cells.map((cell) => [cell.node.id, cell] as const)));
  return { width, height: y + line, zones: boxes, lines: linesOf(edges, boxes), cells };
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
}

function sizeOf(devices: number, available: number): Size {
  const wanted = Math.ceil(Math.sqrt(devices * SHAPE));
  const room = Math.max(1, Math.floor((available - 2 * PADDING) / STEP));
  const least = Math.floor((NARROWEST - 2 * PADDING) / STEP);
  const columns = Math.min(room, Math.max(least, wanted));
  const rows = Math.ceil(devices / columns);
  return { columns, width: columns * STEP + 2 * PADDING, height: HEAD + rows * STEP + PADDING };
}

function boxOf(zone: ZoneBox['zone'], inside: readonly FlowNode[], x: number, y: number, size: Size): ZoneBox {
  const cells = inside.map((node, index) => ({
    node,
    x: x + PADDING + (index % size.columns) * STEP,
    y: y + HEAD + Math.floor(index / size.columns) * STEP,
  }));
  const medical = inside.filter((node) => node.class === 'medical').length;
  return { zone, x, y, width: size.width, height: size.height, devices: inside.length, medical, cells };
}

const collator = new Intl.Collator('en', { numeric: true });
const inOrder = (a: FlowNode, b: FlowNode) =>
  CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class) ||
  collator.compare(a.type, b.type) ||
  collator.compare(a.label, b.label);

/** One line between two zones for all that their devices say to each other. */
function linesOf(edges: readonly FlowEdge[], boxes: readonly ZoneBox[]): ZoneLine[] {
  const boxAt = new Map(boxes.flatMap((box) => box.cells.map(({ node }) => [node.id, box] as const)));
  const sums = new Map<string, { from: ZoneBox; to: ZoneBox; protection: Protection; bytes: number }>();
  for (const edge of edges) {
    const [a, b] = [boxAt.get(edge.from), boxAt.get(edge.to)];
    if (a === undefined || b === undefined || a === b) continue;
    const [from, to] = boxes.indexOf(a) < boxes.indexOf(b) ? [a, b] : [b, a];
    const key = `${from.zone.id}|${to.zone.id}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { from, to, protection: edge.protection, bytes: edge.bytes });
    else {
      sum.protection = worst(sum.protection, edge.protection);
      sum.bytes += edge.bytes;
    }
  }
  return [...sums.values()].map(({ bytes, ...line }) => ({ ...line, stroke: strokeOf(bytes) }));
}

/** The cell at a point; undefined between them. */
export function cellAt({ zones }: EstateLayout, x: number, y: number): Cell | undefined {
  const box = zones.find((it) => x >= it.x && x < it.x + it.width && y >= it.y && y < it.y + it.height);
  return box?.cells.find((cell) => x >= cell.x && x < cell.x + STEP && y >= cell.y && y < cell.y + STEP);
}

/** Where an arrow key leads: the nearest cell in its direction, what lies aside counting double. */
export function cellTowards({ cells }: EstateLayout, from: Cell, key: string): Cell | undefined {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (way === undefined) return undefined;
  const [dx = 0, dy = 0] = way;
  let best: { cell: Cell; distance: number } | undefined;
  for (const cell of cells.values()) {
    const along = (cell.x - from.x) * dx + (cell.y - from.y) * dy;
    const aside = Math.abs((cell.x - from.x) * dy) + Math.abs((cell.y - from.y) * dx);
    if (along <= 0) continue;
    const distance = along + 2 * aside;
    if (best === undefined || distance < best.distance) best = { cell, distance };
  }
  return best?.cell;
}
