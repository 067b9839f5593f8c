/** Answers with the map at the level asked for: zones, groups of one type, or devices. */
import { sql } from 'kysely';
import { currentId } from '../inventory/store/device-id.ts';
import type { Kept } from '../inventory/store/kept.ts';
import type { Database } from '../platform/store/database.ts';
import type { FlowMap, FlowNode, FlowZone, MapQuery } from './dataflow.contract.ts';
import { edgesOf, protocolsByBytes, unanswered, wanted } from './map-edges.ts';
import {
  byDevice,
  byType,
  edgesBetween,
  edgesOfAny,
  edgesWithin,
  type GroupSum,
  type NodeOf,
  readSums,
} from './store/groups.ts';
import { readDeviceNodes, readTypeNodes, readZones } from './store/map-nodes.ts';
import { readNeighbours } from './store/neighbours.ts';

/** How many devices one can still tell apart on a screen. */
const READABLE = 60;

export interface KeptSums {
  readonly byType: Kept<GroupSum[]>;
  readonly byZone: Kept<GroupSum[]>;
}

export async function readMap(db: Database, kept: KeptSums, query: MapQuery): Promise<FlowMap> {
  const [zones, sums] = await Promise.all([readZones(db), kept.byType.get()]);
  const all = zones.reduce((sum, { devices }) => sum + devices, 0);
  const common = { zones, protocols: protocolsByBytes(sums), unanswered: unanswered(wanted(sums, query)) };
  if (query.focus !== undefined) return { ...common, by: 'device', ...(await around(db, query, query.focus)) };
  const by = query.by === 'auto' ? (all <= READABLE ? 'device' : 'type') : query.by;
  if (by === 'device') return { ...common, by, ...(await singly(db, query, all)) };
  if (by === 'zone') return { ...common, by, ...zonesAsNodes(zones, wanted(await kept.byZone.get(), query), query) };
  return { ...common, by, ...(await types(db, sums, query)) };
}

type Drawn = Pick<FlowMap, 'nodes' | 'edges' | 'leftOut'>;

/** One device and whom it talks to, and what those say to each other. */
async function around(db: Database, query: MapQuery, focus: string): Promise<Drawn> {
  const id = await currentId(db, focus);
  const ids = await readNeighbours(db, id, query.hops, query.limit + 1);
  const nodes = await readDeviceNodes(db, sql`id = any(${ids.slice(0, query.limit)}::text[])`, query.limit);
  return { nodes, edges: await edgesAmong(db, nodes, query), leftOut: Math.max(0, ids.length - query.limit) };
}

async function singly(db: Database, query: MapQuery, all: number): Promise<Drawn> {
  const { zone, limit } = query;
  const condition = zone.length === 0 ? sql<boolean>`true` : sql<boolean>`zone = any(${zone}::text[])`;
  const nodes = await readDeviceNodes(db, condition, limit);
  return { nodes, edges: await edgesAmong(db, nodes, query), leftOut: zone.length === 0 ? all - nodes.length : 0 };
}

async function edgesAmong(db: Database, nodes: readonly FlowNode[], query: MapQuery) {
  const ids = nodes.map(({ id }) => id);
  const sums = await readSums(db, byDevice, edgesBetween(ids));
  const drawn = wanted(sums, query).filter(({ from, to }) => from !== to);
  return edgesOf(drawn, new Set(ids));
}

function zonesAsNodes(zones: readonly FlowZone[], sums: readonly GroupSum[], { zone, limit }: MapQuery): Drawn {
  const chosen = zones.filter(({ id }) => zone.length === 0 || zone.includes(id)).slice(0, limit);
  const nodes = chosen.map(({ id, label, devices, medical, worst, kind }): FlowNode => {
    const external = kind === 'internet';
    return {
      id,
      label,
      class: medical > 0 ? 'medical' : 'unknown',
      type: 'zone',
      external,
      devices,
      medical,
      worst,
      zone: id,
    };
  });
  const edges = edgesOf(sums, new Set(chosen.map(({ id }) => id)));
  return { nodes, edges, leftOut: 0 };
}

/** Groups of one type; those that are opened are drawn as their devices. */
async function types(db: Database, sums: readonly GroupSum[], query: MapQuery): Promise<Drawn> {
  const { open, zone, limit } = query;
  const within = zone.length === 0 ? sql<boolean>`true` : sql<boolean>`zone = any(${zone}::text[])`;
  const group = sql`case when scope = 'external' then 'internet' else class end || '/' || type`;
  const all = await readTypeNodes(db, within);
  const groups = all.filter(({ id }) => !open.includes(id));
  if (open.length === 0 && zone.length === 0) {
    return { nodes: groups, edges: edgesOf(wanted(sums, query), idsOf(groups)), leftOut: 0 };
  }
  const opened = await readDeviceNodes(db, sql`${within} and ${group} = any(${open}::text[])`, limit);
  const ids = opened.map(({ id }) => id);
  const nodeOf: NodeOf = (alias) => {
    const device = sql.ref(`${alias}.id`);
    return sql`case when ${device} = any(${ids}::text[]) then ${device} else ${byType(alias)} end`;
  };
  const nodes = [...groups, ...opened];
  const leftOut = sumOf(all) - sumOf(nodes);
  if (zone.length > 0) {
    const inside = await readSums(db, nodeOf, edgesWithin(zone));
    return { nodes, edges: edgesOf(wanted(inside, query), idsOf(nodes)), leftOut };
  }
  // What does not touch an opened group is as it was added up before.
  const rest = sums.filter(({ from, to }) => !open.includes(from ?? '') && !open.includes(to ?? ''));
  const touching = ids.length === 0 ? [] : await readSums(db, nodeOf, edgesOfAny(ids));
  return { nodes, edges: edgesOf(wanted([...rest, ...touching], query), idsOf(nodes)), leftOut };
}

const idsOf = (nodes: readonly FlowNode[]) => new Set(nodes.map(({ id }) => id));
const sumOf = (nodes: readonly FlowNode[]) => nodes.reduce((sum, { devices: count }) => sum + count, 0);
