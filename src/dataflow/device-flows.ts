/** Whom one device talks to: its conversations, those alike told as one. */
import type { AnalysisDocument, ConversationEntry } from '../analysis/document.ts';
import { deviceRefs } from '../inventory/device-ref.ts';
import type { Flow } from './dataflow.contract.ts';
import { encryptionWords } from './encryption-words.ts';
import { PROTECTIONS, protectionOf } from './protection.ts';

/** Answers with the flows of a device, the worst protected first, then the busiest. */
export function deviceFlows(document: AnalysisDocument): (id: string) => Flow[] {
  const refOf = deviceRefs(document);
  const conversationsOf = new Map<string, ConversationEntry[]>();
  for (const conversation of document.conversations) {
    for (const id of new Set([conversation.client.device, conversation.server.device])) {
      if (id !== null) conversationsOf.getOrInsertComputed(id, () => []).push(conversation);
    }
  }
  return (id) => {
    const alike = Map.groupBy(conversationsOf.get(id) ?? [], (conversation) => keyOf(conversation, id));
    const flows = [...alike.values()].flatMap((group) => flowOf(group, id, refOf) ?? []);
    return flows.toSorted((a, b) => rank(a) - rank(b) || b.sent + b.received - (a.sent + a.received));
  };
}

const rank = ({ protection }: Flow) => PROTECTIONS.indexOf(protection);
const opens = ({ client }: ConversationEntry, id: string) => client.device === id;

function keyOf(conversation: ConversationEntry, id: string): string {
  const { client, server, transport, protocol } = conversation;
  const peer = opens(conversation, id) ? server : client;
  return [
    opens(conversation, id),
    peer.device ?? peer.address,
    transport,
    protocol,
    server.port,
    protectionOf(conversation),
    encryptionOf(conversation),
  ].join('|');
}

function flowOf(group: readonly ConversationEntry[], id: string, refOf: ReturnType<typeof deviceRefs>) {
  const [head] = group;
  if (head === undefined) return undefined;
  const opened = opens(head, id);
  const peer = opened ? head.server : head.client;
  const total = (direction: 0 | 1) => group.reduce((sum, { bytes }) => sum + bytes[direction], 0);
  return {
    peer: refOf(peer.device, peer.address),
    address: peer.address,
    opens: opened,
    transport: head.transport,
    protocol: head.protocol,
    port: head.server.port,
    protection: protectionOf(head),
    encryption: encryptionOf(head),
    conversations: group.length,
    sent: total(opened ? 0 : 1),
    received: total(opened ? 1 : 0),
    first: group.reduce((least, { first }) => (first < least ? first : least), head.first),
    last: group.reduce((most, { last }) => (last > most ? last : most), head.last),
    data: dataOf(group),
    actions: actionsOf(group),
    evidence: head.evidence,
  } satisfies Flow;
}

const encryptionOf = ({ encryption }: ConversationEntry) => encryptionWords(encryption);

/** Patients of several conversations may be the same ones: their number is at least that of the richest. */
function dataOf(group: readonly ConversationEntry[]): Flow['data'] {
  const byCategory = Map.groupBy(
    group.flatMap(({ data }) => data),
    ({ category }) => category,
  );
  return [...byCategory].map(([category, parts]) => ({
    category,
    fields: [...new Set(parts.flatMap(({ fields }) => fields))],
    items: parts.reduce((sum, { items }) => sum + items, 0),
    patients: Math.max(...parts.map(({ patients }) => patients)),
  }));
}

function actionsOf(group: readonly ConversationEntry[]): Flow['actions'] {
  const counts = new Map<string, number>();
  for (const { actions } of group) {
    for (const { verb, count } of actions) counts.set(verb, (counts.get(verb) ?? 0) + count);
  }
  return [...counts].map(([verb, count]) => ({ verb, count })).toSorted((a, b) => b.count - a.count);
}
