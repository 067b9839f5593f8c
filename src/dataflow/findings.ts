/** What is wrong with how data travels: the findings that conversations give rise to. */
import { hash } from 'node:crypto';
import type { ConversationEntry, Device, Finding, Severity } from '../analysis/document.ts';
import { deviceName, type Named } from '../inventory/device-name.ts';
import { fieldLabel, isMedicalData, protocolLabel, wordsFor } from './data-words.ts';

/** How many conversations a finding names as evidence, and how many fields of each. */
const MAX_EVIDENCE = 10;
const MAX_FIELDS = 12;

type Item = ConversationEntry['data'][number];
/** What findings need of a conversation. */
export type Exposing = Pick<ConversationEntry, 'client' | 'server' | 'transport' | 'protocol' | 'encryption' | 'data'>;

/** Data of one kind that one device sends readably to another. */
interface Leak<Conversation extends Exposing = Exposing> {
  readonly rule: 'cleartext-patient-data' | 'cleartext-credentials';
  readonly sender: Party | undefined;
  readonly receiver: Party | undefined;
  readonly protocol: string;
  readonly places: { readonly conversation: Conversation; readonly item: Item }[];
}

/** What findings need of a device. */
export type Party = Named & Pick<Device, 'id' | 'scope'>;

/** Findings about unencrypted data, the gravest first. */
export function findings(devices: readonly Party[], conversations: readonly ConversationEntry[]): Finding[] {
  return findingsWith(devices, conversations).map(({ finding }) => finding);
}

/** The same, each with all the conversations that it rests on. */
export function findingsWith<Conversation extends Exposing>(
  devices: readonly Party[],
  conversations: readonly Conversation[],
): { finding: Finding; conversations: Conversation[] }[] {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const leaks = new Map<string, Leak<Conversation>>();
  for (const conversation of conversations) {
    if (conversation.encryption !== null) continue;
    for (const item of conversation.data) {
      for (const from of sendersOf(item)) note(leaks, byId, conversation, item, from);
    }
  }
  return [...leaks.values()]
    .map((leak) => ({ finding: findingOf(leak), conversations: leak.places.map(({ conversation }) => conversation) }))
    .toSorted(({ finding: a }, { finding: b }) => rank(a.severity) - rank(b.severity) || compare(a.id, b.id));
}

/** A credential is shown by who uses it; that a server repeats it (an SNMP community) is no second finding. */
function sendersOf({ category, from }: Item): readonly ('client' | 'server')[] {
  return category === 'credential' && from.includes('client') ? ['client'] : from;
}

function note<Conversation extends Exposing>(
  leaks: Map<string, Leak<Conversation>>,
  devices: ReadonlyMap<string, Party>,
  conversation: Conversation,
  item: Item,
  from: 'client' | 'server',
): void {
  const rule = isMedicalData(item.category) ? 'cleartext-patient-data' : 'cleartext-credentials';
  if (rule === 'cleartext-credentials' && item.category !== 'credential') return;
  const [sender, receiver] =
    from === 'client' ? [conversation.client, conversation.server] : [conversation.server, conversation.client];
  const protocol = conversation.protocol ?? conversation.transport;
  const key = [rule, sender.device ?? sender.address, receiver.device ?? receiver.address, protocol].join(' ');
  let leak = leaks.get(key);
  if (leak === undefined) {
    const device = (id: string | null) => (id === null ? undefined : devices.get(id));
    leak = { rule, sender: device(sender.device), receiver: device(receiver.device), protocol, places: [] };
    leaks.set(key, leak);
  }
  leak.places.push({ conversation, item });
}

function findingOf(leak: Leak): Finding {
  const { rule, sender, receiver, protocol, places } = leak;
  const categories = [...new Set(places.map(({ item }) => item.category))];
  const sentence = `${called(sender)} sends ${wordsFor(categories)} unencrypted to ${called(receiver)} (${protocolLabel(protocol)})`;
  const identity = [rule, sender?.id, receiver?.id, protocol].join(' ');
  return {
    id: `f-${hash('sha256', identity).slice(0, 16)}`,
    rule,
    severity: severityOf(leak),
    device: sender?.id ?? null,
    peer: receiver?.id ?? null,
    title: sentence,
    advice: ADVICE[rule],
    evidence: places.slice(0, MAX_EVIDENCE).map(({ item }) => ({ ...item.evidence, says: says(item) })),
  };
}

const ADVICE = {
  'cleartext-patient-data':
    'Turn on TLS for this connection on both ends. Where a device cannot, keep the connection inside a closed network segment or behind an encrypting relay.',
  'cleartext-credentials':
    'Use the encrypted form of this protocol, or change the credential to one that opens nothing else. Whoever hears the network can reuse it.',
} as const;

/** Patient data that leaves the house is the worst; a credential heard on the way opens a door, but is not yet harm. */
function severityOf({ rule, receiver }: Leak): Severity {
  if (rule === 'cleartext-credentials') return 'medium';
  return receiver?.scope === 'external' ? 'critical' : 'high';
}

function says({ fields, items, patients }: Item): string {
  const whose = patients > 0 ? ` about ${patients} ${patients === 1 ? 'patient' : 'patients'}` : '';
  const [messages, show] = items === 1 ? ['1 message', 'shows'] : [`${items} messages`, 'show'];
  const more = fields.length > MAX_FIELDS ? ` and ${fields.length - MAX_FIELDS} more fields` : '';
  return `${messages}${whose} ${show} ${fields.slice(0, MAX_FIELDS).map(fieldLabel).join(', ')}${more}`;
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const rank = (severity: Severity): number => ORDER.indexOf(severity);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const called = (device: Party | undefined): string =>
  device === undefined ? 'a device that was never heard' : deviceName(device);
