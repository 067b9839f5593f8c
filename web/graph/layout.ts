/**
 * Where everything stands on the flow map: columns from the patient outwards, or zones with those of medical devices first; a
 * box for each group, nodes ordered so that lines cross little. Pure: the same map gives the same picture.
 */
import type { FlowEdge, FlowMap, FlowNode } from '../../src/dataflow/dataflow.contract.ts';
import { CLASS_LABELS, CLASS_ORDER } from '../../src/inventory/device-name.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GroupBox extends Box {
  readonly key: string;
  readonly title: string;
  readonly devices: number;
}

export interface NodeBox extends Box {
  readonly node: FlowNode;
  readonly column: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface EdgeLine {
  readonly edge: FlowEdge;
  readonly path: string;
  readonly stroke: number;
  /** Where a label may stand: near its first end, near its second. */
  readonly labels: readonly [from: Point, to: Point];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly GroupBox[];
  readonly nodes: readonly NodeBox[];
  readonly lines: readonly EdgeLine[];
}

const NODE = 28;
const NODE_GAP = 4;
const HEAD = 32;
const PADDING = 8;
const GROUP_GAP = 16;
const COLUMN = { least: 160, most: 248, gap: 72 };
const SWEEPS = 4;

/** Into which boxes the nodes go, and which boxes stand above each other. */
export interface Grouping {
  readonly groupOf: (node: FlowNode) => string;
  readonly titleOf: (group: string) => string;
  /** Groups from the left to the right, in each column from above; of `members` as many nodes are in a group. */
  readonly columnsOf: (members: ReadonlyMap<string, readonly FlowNode[]>) => readonly (readonly string[])[];
}

const CLASSES: readonly string[] = [...CLASS_ORDER, 'internet'];
const columnOf = (group: string) => ({ medical: 0, 'clinical-it': 1, internet: 3 })[group] ?? 2;

/** From the patient outwards: medical, clinical IT, the rest, the Internet. */
export const BY_CLASS: Grouping = {
  groupOf: (node) => (node.external ? 'internet' : node.class),
  titleOf: (group) => {
    if (group === 'internet') return 'Internet';
    return CLASS_ORDER.filter((name) => name === group).map((name) => CLASS_LABELS[name])[0] ?? group;
  },
  columnsOf: (members) => {
    const present = CLASSES.filter((group) => members.has(group));
    return [...Map.groupBy(present, columnOf)].toSorted(([a], [b]) => a - b).map(([, groups]) => groups);
  },
};

/** Most columns of zones beside the one of the Internet. */
const ZONE_COLUMNS = 3;

/** By where devices stand, in the order of `zones`: those with medical devices first, the Internet last and alone. */
export function byZone(zones: FlowMap['zones']): Grouping {
  const titles = new Map(zones.map(({ id, label }) => [id, label]));
  return {
    groupOf: ({ zone }) => zone,
    titleOf: (group) => titles.get(group) ?? 'Elsewhere',
    columnsOf: (members) => {
      const isInternet = (id: string) => zones.some((zone) => zone.id === id && zone.kind === 'internet');
      const present = [...zones.map(({ id }) => id).filter((id) => members.has(id)), ...unlisted(zones, members)];
      const local = present.filter((id) => !isInternet(id));
      const heights = local.map((id) => groupHeight(members.get(id)?.length ?? 0) + GROUP_GAP);
      const most = heights.reduce((sum, height) => sum + height, 0) / Math.min(ZONE_COLUMNS, Math.max(1, local.length));
      const columns: string[][] = [];
      let filled = 0;
      for (const [index, id] of local.entries()) {
        const height = heights[index] ?? 0;
        // A zone that reaches over the middle of its room begins the next column.
        if (columns.length === 0 || (filled + height / 2 > most && columns.length < ZONE_COLUMNS)) {
          columns.push([]);
          filled = 0;
        }
        columns.at(-1)?.push(id);
        filled += height;
      }
      const internet = present.filter(isInternet);
      return internet.length === 0 ? columns : [...columns, internet];
    },
  };
}

function unlisted(zones: FlowMap['zones'], members: ReadonlyMap<string, unknown>): string[] {
  const known = new Set(zones.map(({ id }) => id));
  return [...members.keys()].filter((id) => !known.has(id));
}

/** Lays `map` out in `available` pixels, or in more when its columns need more. */
export function layout(
  { nodes, edges }: Pick<FlowMap, 'nodes' | 'edges'>,
  available: number,
  grouping: Grouping = BY_CLASS,
): Layout {
  const byGroup = Map.groupBy(nodes, grouping.groupOf);
  const columns = grouping.columnsOf(byGroup);
  const { width, column, gap } = widths(columns.length, available);
  const order = orderOf(byGroup, edges);
  const heights = columns.map((groups) => columnHeight(groups, byGroup));
  const height = Math.max(0, ...heights);
  const groups: GroupBox[] = [];
  const boxes: NodeBox[] = [];
  for (const [at, names] of columns.entries()) {
    const x = at * (column + gap);
    let y = (height - (heights[at] ?? 0)) / 2;
    for (const name of names) {
      const members = (byGroup.get(name) ?? []).toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
      const box = { x, y, width: column, height: groupHeight(members.length) };
      const devices = members.reduce((sum, node) => sum + node.devices, 0);
      groups.push({ ...box, key: name, title: grouping.titleOf(name), devices });
      for (const [row, node] of members.entries()) {
        const top = y + HEAD + row * (NODE + NODE_GAP);
        boxes.push({ node, column: at, x: x + PADDING, y: top, width: column - 2 * PADDING, height: NODE });
      }
      y += box.height + GROUP_GAP;
    }
  }
  return { width, height, groups, nodes: boxes, lines: linesOf(edges, boxes, columns.length) };
}

function widths(columns: number, available: number) {
  const gaps = Math.max(0, columns - 1);
  const column = Math.max(COLUMN.least, Math.min(COLUMN.most, (available - gaps * COLUMN.gap) / Math.max(1, columns)));
  const width = Math.max(available, columns * column + gaps * COLUMN.gap);
  return { width, column, gap: gaps === 0 ? 0 : (width - columns * column) / gaps };
}

const groupHeight = (nodes: number) => HEAD + nodes * (NODE + NODE_GAP) - NODE_GAP + PADDING;

function columnHeight(groups: readonly string[], byGroup: ReadonlyMap<string, readonly FlowNode[]>): number {
  const all = groups.reduce((sum, group) => sum + groupHeight(byGroup.get(group)?.length ?? 0), 0);
  return all + (groups.length - 1) * GROUP_GAP;
}

/**
 * Ranks within each group from 0 to 1: by type, then swept a few times towards the middle of whom each node talks to, which
 * takes out most crossings (the barycentre rule of Sugiyama, Tagawa and Toda, 1981).
 */
function orderOf(byGroup: ReadonlyMap<string, readonly FlowNode[]>, edges: readonly FlowEdge[]): Map<string, number> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.getOrInsertComputed(from, () => []).push(to);
    neighbours.getOrInsertComputed(to, () => []).push(from);
  }
  const rank = new Map<string, number>();
  const settle = (nodes: readonly FlowNode[]) => {
    for (const [index, { id }] of nodes.entries()) rank.set(id, (index + 0.5) / nodes.length);
  };
  for (const nodes of byGroup.values()) settle(nodes.toSorted(byTypeAndName));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const nodes of byGroup.values()) {
      const wish = (id: string) =>
        mean((neighbours.get(id) ?? []).map((other) => rank.get(other) ?? 0.5)) ?? rank.get(id) ?? 0;
      const ofType = new Map(
        [...Map.groupBy(nodes, ({ type }) => type)].map(([type, all]) => [
          type,
          mean(all.map(({ id }) => wish(id))) ?? 0,
        ]),
      );
      settle(
        nodes.toSorted(
          (a, b) =>
            (ofType.get(a.type) ?? 0) - (ofType.get(b.type) ?? 0) || wish(a.id) - wish(b.id) || byTypeAndName(a, b),
        ),
      );
    }
  }
  return rank;
}

const collator = new Intl.Collator('en', { numeric: true });
const byTypeAndName = (a: FlowNode, b: FlowNode) =>
  collator.compare(a.type, b.type) || collator.compare(a.label, b.label) || collator.compare(a.id, b.id);

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

type Side = 'left' | 'right';

function linesOf(edges: readonly FlowEdge[], boxes: readonly NodeBox[], columns: number): EdgeLine[] {
  const boxOf = new Map(boxes.map((box) => [box.node.id, box]));
  const ends = edges.flatMap((edge) => {
    const [from, to] = [boxOf.get(edge.from), boxOf.get(edge.to)];
    if (from === undefined || to === undefined || from === to) return [];
    return { edge, from, to, ...sidesOf(from, to, columns) };
  });
  const anchors = new Map<string, (typeof ends)[number][]>();
  const keyOf = (box: NodeBox, side: Side) => `${side}|${box.node.id}`;
  for (const end of ends) {
    anchors.getOrInsertComputed(keyOf(end.from, end.leave), () => []).push(end);
    anchors.getOrInsertComputed(keyOf(end.to, end.arrive), () => []).push(end);
  }
  /** Lines on one side of a node stand apart, in the order of where they go. */
  const anchor = (box: NodeBox, side: Side, end: (typeof ends)[number]) => {
    const other = (it: (typeof ends)[number]) => (it.from === box ? it.to.y : it.from.y);
    const all = (anchors.get(keyOf(box, side)) ?? []).toSorted((a, b) => other(a) - other(b));
    const spread = Math.min(5, (NODE - 8) / Math.max(1, all.length));
    const offset = (all.indexOf(end) - (all.length - 1) / 2) * spread;
    return { x: side === 'left' ? box.x : box.x + box.width, y: box.y + NODE / 2 + offset };
  };
  return ends.map((end) => {
    const [a, b] = [anchor(end.from, end.leave, end), anchor(end.to, end.arrive, end)];
    return { edge: end.edge, stroke: strokeOf(end.edge.bytes), ...curve(a, b, end.leave, end.arrive) };
  });
}

/** Lines between columns take the short way; within a column they bow out to the side that has room. */
function sidesOf(from: NodeBox, to: NodeBox, columns: number): { leave: Side; arrive: Side } {
  if (from.column < to.column) return { leave: 'right', arrive: 'left' };
  if (from.column > to.column) return { leave: 'left', arrive: 'right' };
  const side = from.column === columns - 1 && columns > 1 ? 'left' : 'right';
  return { leave: side, arrive: side };
}

const round = (value: number) => Math.round(value * 10) / 10;

function curve(a: Point, b: Point, leave: Side, arrive: Side): Pick<EdgeLine, 'path' | 'labels'> {
  const reach = a.x === b.x ? 28 + Math.min(36, Math.abs(a.y - b.y) / 8) : Math.abs(b.x - a.x) * 0.45;
  const [p, q] = [a.x + (leave === 'right' ? reach : -reach), b.x + (arrive === 'right' ? reach : -reach)];
  return {
    path: `M${round(a.x)} ${round(a.y)}C${round(p)} ${round(a.y)} ${round(q)} ${round(b.y)} ${round(b.x)} ${round(b.y)}`,
    labels: [cubic(0.24, a.x, p, q, b.x, a.y, b.y), cubic(0.76, a.x, p, q, b.x, a.y, b.y)],
  };
}

/** The point at `t` of a curve whose controls lie level with its ends. */
function cubic(t: number, a: number, p: number, q: number, b: number, top: number, bottom: number): Point {
  const [u, v] = [1 - t, 3 * t * (1 - t)];
  const end = t * t * (3 - 2 * t);
  return { x: u ** 3 * a + v * u * p + v * t * q + t ** 3 * b, y: top * (1 - end) + bottom * end };
}

/** From 1 pixel for a kilobyte to 7 for a gigabyte. */
export const strokeOf = (bytes: number): number => Math.max(1, Math.min(7, Math.log10(Math.max(1, bytes)) - 2));
