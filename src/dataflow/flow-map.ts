/** Who talks to whom as a graph: devices, or groups of one type where devices would be too many to read. */
import type { AnalysisDocument, ConversationEntry, Device, Severity } from '../analysis/document.ts';
import { deviceName, typeLabel } from '../inventory/device-name.ts';
import type { FlowEdge, FlowMap, FlowNode, MapQuery } from './dataflow.contract.ts';
import { protectionOf } from './protection.ts';

/** How many devices one can still tell apart on a screen. */
const READABLE = 60;
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Answers with the graph at the level asked for. */
export function flowMap(
  document: AnalysisDocument,
): (query: Pick<MapQuery, 'by' | 'open' | 'protocol' | 'protection'>) => FlowMap {
  const worst = worstFindings(document);
  const protocols = protocolsByBytes(document.conversations);
  return (query) => {
    const by =
      query.by !== 'auto' && query.by !== 'zone' ? query.by : document.devices.length <= READABLE ? 'device' : 'type';
    const nodeOf = new Map(document.devices.map((device) => [device.id, nodeIdOf(device, by, query.open)]));
    const wanted = document.conversations.filter((conversation) => matches(conversation, query));
    const drawn = wanted.flatMap((conversation) => {
      const from = nodeOf.get(conversation.client.device ?? '');
      const to = nodeOf.get(conversation.server.device ?? '');
      return from === undefined || to === undefined ? [] : [{ from, to, conversation }];
    });
    return {
      by,
      zones: [],
      leftOut: 0,
      nodes: nodesOf(document.devices, nodeOf, worst),
      edges: edgesOf(drawn.filter(({ from, to }) => from !== to || by === 'type')),
      protocols,
      unanswered: wanted.length - drawn.length,
    };
  };
}

function matches(
  conversation: ConversationEntry,
  { protocol, protection }: Pick<MapQuery, 'protocol' | 'protection'>,
): boolean {
  return (
    (protocol.length === 0 || protocol.includes(conversation.protocol ?? '')) &&
    (protection.length === 0 || protection.includes(protectionOf(conversation)))
  );
}

function nodeIdOf(device: Device, by: 'device' | 'type', open: readonly string[]): string {
  const group = `${device.scope === 'external' ? 'internet' : device.class}/${device.type}`;
  return by === 'device' || open.includes(group) ? device.id : group;
}

function nodesOf(
  devices: readonly Device[],
  nodeOf: ReadonlyMap<string, string>,
  worst: ReadonlyMap<string, Severity>,
): FlowNode[] {
  const members = Map.groupBy(devices, ({ id }) => nodeOf.get(id) ?? id);
  return [...members].flatMap(([id, group]) => {
    const [head] = group;
    if (head === undefined) return [];
    const label = id === head.id ? deviceName(head) : typeLabel(head.type);
    const severities = new Set(group.map((device) => worst.get(device.id)));
    return {
      id,
      label,
      class: head.class,
      type: head.type,
      external: head.scope === 'external',
      devices: group.length,
      zone: '',
      medical: group.filter((device) => device.class === 'medical').length,
      worst: SEVERITIES.find((severity) => severities.has(severity)) ?? null,
    };
  });
}

interface Drawn {
  readonly from: string;
  readonly to: string;
  readonly conversation: ConversationEntry;
}

function edgesOf(drawn: readonly Drawn[]): FlowEdge[] {
  const alike = Map.groupBy(drawn, ({ from, to, conversation }) => `${from}|${to}|${protectionOf(conversation)}`);
  return [...alike.values()].flatMap((group) => {
    const [head] = group;
    if (head === undefined) return [];
    const conversations = group.map(({ conversation }) => conversation);
    return {
      from: head.from,
      to: head.to,
      protection: protectionOf(head.conversation),
      protocols: protocolsByBytes(conversations).map(({ value }) => value),
      categories: [...new Set(conversations.flatMap(({ data }) => data.map(({ category }) => category)))],
      bytes: conversations.reduce((sum, { bytes }) => sum + bytes[0] + bytes[1], 0),
      conversations: conversations.length,
    };
  });
}

function protocolsByBytes(conversations: readonly ConversationEntry[]): { value: string; count: number }[] {
  const sums = new Map<string, { bytes: number; count: number }>();
  for (const { protocol, bytes } of conversations) {
    if (protocol === null) continue;
    const sum = sums.getOrInsertComputed(protocol, () => ({ bytes: 0, count: 0 }));
    sum.bytes += bytes[0] + bytes[1];
    sum.count += 1;
  }
  return [...sums].toSorted(([, a], [, b]) => b.bytes - a.bytes).map(([value, { count }]) => ({ value, count }));
}

function worstFindings({ findings }: AnalysisDocument): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { device, severity } of findings) {
    if (device === null) continue;
    const known = worst.get(device);
    if (known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)) worst.set(device, severity);
  }
  return worst;
}
