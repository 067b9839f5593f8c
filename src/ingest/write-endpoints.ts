/** Writes what a batch tells of endpoints, and finds out about which of them it tells something new. */
import { isForwarded } from '../inventory/ownership.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { EndpointSum, EndpointSums } from './endpoint-sums.ts';
import { endpointKey } from './endpoint-sums.ts';
import { HOUR, MAX_NEWCOMERS_PER_HOUR } from './limits.ts';
import {
  type EndpointRow,
  findEndpoints,
  insertEndpoints,
  type KnownEndpoint,
  notePresence,
  updateEndpoints,
} from './store/endpoints.store.ts';

export interface EndpointState {
  readonly id: number;
  readonly mac: string;
  readonly address: string;
  readonly device: string | null;
  /** The hour in which it last opened edges, and how many in it. */
  hour: number;
  edges: number;
}

export interface WrittenEndpoints {
  /** By key; without those that there was no room for. */
  readonly states: ReadonlyMap<string, EndpointState>;
  /** What changed of it may change who is who. */
  readonly dirty: Set<EndpointState>;
  /** Packets of endpoints that there was no room for, by source. */
  readonly untracked: Map<number, number>;
}

/** `sources` are told how many newcomers they brought. */
export async function writeEndpoints(
  tx: Transaction,
  sums: EndpointSums,
  sources: ReadonlyMap<number, { hour: number; newcomers: number }>,
  now: number,
): Promise<WrittenEndpoints> {
  const all = [...sums.all].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const known = new Map<string, KnownEndpoint>();
  for (const found of await findEndpoints(tx, all)) known.set(endpointKey(found.mac, found.address), found);
  const states = new Map<string, EndpointState>();
  const dirty = new Set<EndpointState>();
  const untracked = new Map<number, number>();

  const newcomers = all.filter((sum) => !known.has(sum.key) && isWelcome(sum, sources, untracked));
  if (newcomers.length > 0) {
    for (const { id, mac, address } of await insertEndpoints(tx, newcomers.map(rowOf), now)) {
      const state = { id, mac, address, device: null, hour: 0, edges: 0 };
      states.set(endpointKey(mac, address), state);
      dirty.add(state);
    }
  }
  const changed = all.flatMap((sum) => {
    const before = known.get(sum.key);
    if (before === undefined) return [];
    const state = { ...before };
    states.set(sum.key, state);
    if (becameAnother(before, sum)) dirty.add(state);
    return sum.seen === undefined && sum.spoke === undefined ? [] : [{ id: before.id, ...rowOf(sum) }];
  });
  if (changed.length > 0) await updateEndpoints(tx, changed, now);
  const spans = all.flatMap(({ key, spans: list }) => {
    const endpoint = states.get(key)?.id;
    return endpoint === undefined ? [] : list.map((span) => ({ endpoint, ...span }));
  });
  await notePresence(tx, spans);
  return { states, dirty, untracked };
}

/** Whether what the resolution reads of an endpoint is another than before, beside times and counts. */
function becameAnother(before: KnownEndpoint, { packets, ttl, spoke }: EndpointSum): boolean {
  const began = (packets > 0 && before.packets === 0) || (spoke !== undefined && !before.spoke);
  const highest = Math.max(before.ttl, ttl);
  return began || (packets > 0 && isForwarded(before) !== isForwarded({ ttl: highest }));
}

/** Made-up senders are not let in without end. */
function isWelcome(
  sum: EndpointSum,
  sources: ReadonlyMap<number, { hour: number; newcomers: number }>,
  untracked: Map<number, number>,
): boolean {
  if (sum.mac === '' && sum.address === '') return false;
  const { source: id, time } = firstOf(sum);
  const source = sources.get(id);
  if (source === undefined) return false;
  const hour = Math.floor(time / HOUR);
  if (hour > source.hour) {
    source.hour = hour;
    source.newcomers = 0;
  }
  if (source.newcomers >= MAX_NEWCOMERS_PER_HOUR) {
    untracked.set(id, (untracked.get(id) ?? 0) + sum.packets);
    return false;
  }
  source.newcomers += 1;
  return true;
}

function firstOf({ seen, spoke, told }: EndpointSum) {
  return seen ?? spoke ?? told ?? { source: 0, frame: 0, time: 0 };
}

function rowOf(sum: EndpointSum): EndpointRow {
  const { mac, address, packets, ttl, spoke } = sum;
  const first = firstOf(sum);
  return {
    mac,
    address,
    packets,
    ttl,
    first: first.time,
    source: first.source,
    frame: first.frame,
    last: sum.seen !== undefined ? sum.seenLast : spoke !== undefined ? sum.spokeLast : first.time,
    spoke_first: spoke?.time ?? null,
    spoke_source: spoke?.source ?? null,
    spoke_frame: spoke?.frame ?? null,
    spoke_last: spoke === undefined ? null : sum.spokeLast,
  };
}
