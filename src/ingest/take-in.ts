/**
 * Takes windows into the tables of evidence and history, in a transaction of the caller's. Each window counts once: a source
 * knows the number of its next one, and refuses what it has had.
 */
import { isPrivate, isStationAddress, isV6 } from '../inventory/address.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { DAY, MAX_VALUES } from './limits.ts';
import { earliest } from './reference.ts';
import { insertEndpoints, findEndpoints, noteClaims } from './store/endpoints.store.ts';
import { noteFacts } from './store/facts.store.ts';
import { addToSensors, addToSources, holdSources, type SourceRow } from './store/history.store.ts';
import { WindowSums, type FactSum } from './window-sums.ts';
import { type WrittenEdge, writeEdges } from './write-edges.ts';
import { type EndpointState, writeEndpoints } from './write-endpoints.ts';
import { writeHistory } from './write-history.ts';

export interface Taken {
  /** Windows that counted. */
  readonly windows: number;
  readonly sources: readonly SourceRow[];
  /** Of which something new was learned that may change who is who, as pairs. */
  readonly dirty: readonly Subject[];
  /** Endpoints that did something. */
  readonly active: readonly number[];
  /** Endpoints of edges on which readable data went, or that were opened. */
  readonly exposed: readonly number[];
  readonly opened: readonly number[];
  /** Whether private addresses are in use, as far as these windows show. */
  readonly privateNetwork: boolean;
}

/** `''` where there is none of the two. */
export interface Subject {
  readonly mac: string;
  readonly address: string;
}

/** Stands for all the servers that one client has too many of. */
export const OTHER: Subject = { mac: '', address: 'other' };

/** `now`: microseconds since 1970 by this machine's clock. */
export async function takeIn(tx: Transaction, windows: readonly SensorWindow[], now: number): Promise<Taken> {
  const sources = new Map(
    (await holdSources(tx, [...new Set(windows.map(({ source }) => source))])).map((row) => [row.id, { ...row }]),
  );
  const sums = new WindowSums();
  let counted = 0;
  for (const window of windows) {
    const next = sums.sources.get(window.source)?.next ?? sources.get(window.source)?.next_window;
    if (next === undefined || window.number < next) continue;
    sums.add(window);
    counted += 1;
  }
  if (counted === 0)
    return { windows: 0, sources: [], dirty: [], active: [], exposed: [], opened: [], privateNetwork: false };

  const { states, dirty, untracked } = await writeEndpoints(tx, sums.endpoints, sources, now);
  const claimed = await noteClaims(tx, claimRows(sums));
  const { edges, roles } = await writeEdges(tx, sums.edges.all, states, await otherOf(tx, now), now);
  const facts = await noteFacts(tx, factRows(sums, roles), MAX_VALUES);
  await writeHistory(tx, edges, Math.floor(now / DAY));
  await writeSources(tx, sums, sources, untracked, facts.refused);
  return {
    windows: counted,
    sources: [...sources.values()],
    dirty: [
      ...dirty,
      ...claimed,
      ...facts.fresh,
      ...edges.filter(passesOn).flatMap(({ client, server }) => [client, server]),
    ],
    active: [
      ...new Set(
        [...sums.endpoints.all].flatMap(({ key, spans }) => (spans.length === 0 ? [] : (states.get(key)?.id ?? []))),
      ),
    ],
    exposed: endsOf(edges.filter(({ sum }) => sum.data.size > 0)),
    opened: endsOf(edges.filter(({ fresh }) => fresh)),
    privateNetwork: showsPrivateNetwork(sums),
  };
}

const endsOf = (edges: readonly WrittenEdge[]): number[] => [
  ...new Set(edges.flatMap(({ client, server }) => [client.id, server.id])),
];

/** Who sends HL7 to whom tells which of them stand between others. */
const passesOn = ({ fresh, sum }: WrittenEdge): boolean => sum.protocol === 'hl7' && sum.answered && fresh;

function showsPrivateNetwork(sums: WindowSums): boolean {
  for (const { address, packets } of sums.endpoints.all) if (packets > 0 && inUse(address)) return true;
  return [...sums.claims.values()].some(({ address }) => inUse(address));
}

const inUse = (address: string): boolean => !isV6(address) && isStationAddress(address) && isPrivate(address);

function claimRows({ claims }: WindowSums) {
  const sorted = [...claims].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { first, ...claim }]) => ({
    ...claim,
    first: first.time,
    source: first.source,
    frame: first.frame,
  }));
}

function factRows({ facts }: WindowSums, roles: readonly FactSum[]) {
  const all = new Map(facts);
  for (const role of roles) {
    const key = [role.mac, role.address, role.name, role.protocol, role.value].join('\n');
    const known = all.get(key);
    all.set(
      key,
      known === undefined
        ? role
        : { ...known, first: earliest(known.first, role.first), last: Math.max(known.last, role.last) },
    );
  }
  return [...all.values()].map(({ first, ...fact }) => ({
    ...fact,
    first: first.time,
    source: first.source,
    frame: first.frame,
  }));
}

async function otherOf(tx: Transaction, now: number): Promise<EndpointState> {
  const [known] = await findEndpoints(tx, [OTHER]);
  if (known !== undefined) return { ...known };
  const nothing = { first: 0, last: 0, source: 0, frame: 0, packets: 0, ttl: 0 };
  const silent = { spoke_first: null, spoke_last: null, spoke_source: null, spoke_frame: null };
  const [made] = await insertEndpoints(tx, [{ ...OTHER, ...nothing, ...silent }], now);
  return { id: made?.id ?? 0, ...OTHER, device: null, hour: 0, edges: 0 };
}

async function writeSources(
  tx: Transaction,
  sums: WindowSums,
  sources: ReadonlyMap<number, SourceRow>,
  untracked: ReadonlyMap<number, number>,
  refused: number,
): Promise<void> {
  const [some] = sums.sources.keys();
  const values = [...sums.sources].map(([id, { hours: _hours, summary, ...sum }]) => {
    const { hour = 0, newcomers = 0 } = sources.get(id) ?? {};
    const more = (untracked.get(id) ?? 0) + (id === some ? refused : 0);
    const { format = null, incomplete = null } = summary ?? {};
    return { ...sum, id, hour, newcomers, untracked: sum.untracked + more, format, incomplete };
  });
  await addToSources(tx, values);
  const hours = [...sums.sources].flatMap(([id, { hours: list }]) => {
    const sensor = sources.get(id)?.sensor ?? null;
    return sensor === null ? [] : [...list].map(([hour, sum]) => ({ ...sum, sensor, hour }));
  });
  const bySensor = Map.groupBy(hours, ({ sensor, hour }) => `${sensor} ${hour}`);
  await addToSensors(tx, [...bySensor.values()].map(total));
}

function total<Row extends Record<string, unknown>>(list: readonly Row[]): Row {
  const [head, ...others] = list;
  if (head === undefined) throw new Error('A group has a member');
  const summed = others.reduce<Record<string, unknown>>((sum, row) => {
    const counts = Object.entries(sum).map(([name, value]) => {
      const more = row[name];
      const isCount = name !== 'hour' && typeof value === 'number' && typeof more === 'number';
      return [name, isCount ? value + more : value];
    });
    return Object.fromEntries(counts);
  }, head);
  return { ...head, ...summed };
}
