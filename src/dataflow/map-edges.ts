/** The edges of the map: sums of conversations, narrowed to what is asked for and joined where they are drawn as one. */
import type { FlowEdge, FlowMap, MapQuery } from './dataflow.contract.ts';
import type { GroupSum } from './store/groups.ts';

export function wanted(sums: readonly GroupSum[], { protocol, protection }: Pick<MapQuery, 'protocol' | 'protection'>) {
  return sums.filter(
    (sum) =>
      (protocol.length === 0 || protocol.includes(sum.protocol ?? '')) &&
      (protection.length === 0 || protection.includes(sum.protection)),
  );
}

/** More lines than this nobody can follow; the busiest are drawn. */
const MAX_EDGES = 10_000;

/** Of sums between nodes that are drawn; the busiest first. */
export function edgesOf(sums: readonly GroupSum[], drawn: ReadonlySet<string>): FlowEdge[] {
  const alike = new Map<string, GroupSum[]>();
  for (const sum of sums) {
    if (sum.from === null || sum.to === null || !drawn.has(sum.from) || !drawn.has(sum.to)) continue;
    alike.getOrInsertComputed([sum.from, sum.to, sum.protection].join('|'), () => []).push(sum);
  }
  return [...alike.values()]
    .flatMap((group) => edgeOf(group) ?? [])
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, MAX_EDGES);
}

function edgeOf(group: readonly GroupSum[]): FlowEdge | undefined {
  const [head] = group;
  if (head === undefined || head.from === null || head.to === null) return undefined;
  return {
    from: head.from,
    to: head.to,
    protection: head.protection,
    protocols: protocolsByBytes(group).map(({ value }) => value),
    categories: [...new Set(group.flatMap(({ categories }) => categories))],
    bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
    conversations: group.reduce((sum, { conversations }) => sum + conversations, 0),
  };
}

export function protocolsByBytes(sums: readonly GroupSum[]): FlowMap['protocols'] {
  const totals = new Map<string, { bytes: number; count: number }>();
  for (const { protocol, bytes, conversations } of sums) {
    if (protocol === null) continue;
    const total = totals.getOrInsertComputed(protocol, () => ({ bytes: 0, count: 0 }));
    total.bytes += bytes;
    total.count += conversations;
  }
  return [...totals].toSorted(([, a], [, b]) => b.bytes - a.bytes).map(([value, { count }]) => ({ value, count }));
}

/** Conversations with an address that nothing was ever heard from. */
export function unanswered(sums: readonly GroupSum[]): number {
  return sums.reduce((sum, { from, to, conversations }) => sum + (from === null || to === null ? conversations : 0), 0);
}
