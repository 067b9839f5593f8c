/** Answers with the map at the level asked for: zones, groups of one type, or devices. */
import { sql } from 'kysely';
import { currentId } from '../inventory/store/device-id.ts';
import type { Database } from '../platform/store/database.ts';
import type { FlowMap, FlowNode, FlowZone, MapQuery } from './dataflow.contract.ts';
import { edgesOf, protocolsByBytes, unanswered, wanted } from './map-edges.ts';
import {
  amongOwn,
  byNothing,
  byType,
  byTypeWithin,
  edgesWithin,
  type GroupSum,
  ofOwn,
  readKeptSums,
  readSums,
} from './store/groups.ts';
import { readDeviceNodes, readTypeNodes, readZones } from './store/map-nodes.ts';
import { readNeighbours } from './store/neighbours.ts';

/** How many devices one can still tell apart on a screen. */
const READABLE = 60;

export async function readMap(db: Database, query: MapQuery): Promise<FlowMap> {
  const [zones, sums] = await Promise.all([readZones(db), readKeptSums(db, 'type')]);
  const all = zones.reduce((sum, { devices }) => sum + devices, 0);
  const common = { zones, protocols: protocolsByBytes(sums), unanswered: unanswered(wanted(sums, query)) };
  if (query.focus !== undefined) return { ...common, by: 'device', ...(await around(db, query, query.focus)) };
  const by = query.by === 'auto' ? (all <= READABLE ? 'device' : 'type') : query.by;
  if (by === 'device') return { ...common, by, ...(await singly(db, query, all)) };
  if (by === 'zone')
    return { ...common, by, ...zonesAsNodes(zones, wanted(await readKeptSums(db, 'zone'), query), query) };
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
  const own = nodes.map(({ id }) => id);
  const sums = await readSums(db, { ...query, edges: amongOwn, own, nodeOf: byNothing });
  const drawn = sums.filter(({ from, to }) => from !== to);
  return edgesOf(drawn, new Set(own));
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

/** Groups of one type; those that are opened are drawn as their devices. `all` are the sums between the groups of all zones. */
async function types(db: Database, all: readonly GroupSum[], query: MapQuery): Promise<Drawn> {
  const { open, zone, limit } = query;
  const known = await readTypeNodes(db, zone);
  const groups = known.filter(({ id }) => !open.includes(id));
  const opened = open.length === 0 ? [] : await readDeviceNodes(db, isOneOf(open, zone), limit);
  const nodes = [...groups, ...opened];
  const sums = await sumsOf(db, all, query, opened);
  return { nodes, edges: edgesOf(wanted(sums, query), idsOf(nodes)), leftOut: sumOf(known) - sumOf(nodes) };
}

function isOneOf(groups: readonly string[], zones: readonly string[]) {
  const group = sql`case when scope = 'external' then 'internet' else class end || '/' || type`;
  const inGroup = sql<boolean>`${group} = any(${groups}::text[])`;
  return zones.length === 0 ? inGroup : sql<boolean>`${inGroup} and zone = any(${zones}::text[])`;
}

/** What does not touch an opened group is as the database keeps it; only between several chosen zones it does not. */
async function sumsOf(db: Database, all: readonly GroupSum[], query: MapQuery, opened: readonly FlowNode[]) {
  const { open, zone } = query;
  const summing = {
    ...query,
    own: opened.map(({ id }) => id),
    nodeOf: zone.length === 0 ? byType : byTypeWithin(zone),
  };
  if (zone.length > 1) return await readSums(db, { ...summing, edges: edgesWithin(zone) });
  const sums = zone[0] === undefined ? all : await readKeptSums(db, zone[0]);
  if (open.length === 0) return sums;
  const rest = sums.filter(({ from, to }) => !open.includes(from ?? '') && !open.includes(to ?? ''));
  return opened.length === 0 ? rest : [...rest, ...(await readSums(db, { ...summing, edges: ofOwn }))];
}

const idsOf = (nodes: readonly FlowNode[]) => new Set(nodes.map(({ id }) => id));
const sumOf = (nodes: readonly FlowNode[]) => nodes.reduce((sum, { devices: count }) => sum + count, 0);
