/**
 * DNS: which names a host asks for, and which addresses they turn out to have.
 *
 * Names and addresses are told. Texts (TXT) are not: anything may be written in them.
 *
 * @see RFC 1035, RFC 2136 (updates)
 */
import type { Reader } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { openingOf, readDnsValue, readMessage, type ResourceRecord, type Value } from './dns-message.ts';
import { nameText } from './dns-name.ts';

export interface DnsEvent extends ProtocolEvent {
  readonly protocol: 'dns';
  readonly kind: 'query' | 'response';
  /** Such as `QUERY` or `UPDATE`. */
  readonly operation: string;
  readonly responseCode: number;
  readonly questions: readonly { readonly name: string; readonly type: number }[];
  /** Of all sections; an update has what it adds in the authority section. */
  readonly records: readonly DnsRecord[];
}

export interface DnsRecord {
  readonly section: 'answer' | 'authority' | 'additional';
  readonly name: string;
  readonly type: number;
  readonly address?: string;
  /** The name that a PTR, CNAME, NS or SRV record points to. */
  readonly target?: string;
}

const OPERATIONS: Readonly<Record<number, string>> = { 0: 'QUERY', 1: 'IQUERY', 2: 'STATUS', 4: 'NOTIFY', 5: 'UPDATE' };
const CLASSES = new Set([1, 3, 4, 254, 255]);

export const dns: DatagramDissector<DnsEvent> = {
  name: 'dns',
  transport: 'udp',
  ports: [53],
  probe: beginsDns,
  dissect(datagram, _side, emit) {
    emit(readDns(datagram));
  },
};

/**
 * Whether a message begins here: exactly one question, of a type and class that exist, in a name that could be one.
 * Undefined as long as more bytes could tell.
 */
export function beginsDns(head: Uint8Array): boolean | undefined {
  const opening = openingOf(head);
  if (opening === undefined || opening === false) return opening;
  const { flags, questions, answers, others, type } = opening;
  const [response, operation] = [flags >> 15 === 1, (flags >> 11) & 0xf];
  if (questions !== 1 || !(operation in OPERATIONS) || (flags & 0x0040) !== 0) return false;
  if (!response && operation === 0 && (answers > 0 || others > 2 || (flags & 0xf) !== 0)) return false;
  return type > 0 && CLASSES.has(opening.class) && opening.name.every((label) => label.every((byte) => byte >= 0x20));
}

export function readDns(message: Reader): DnsEvent {
  const { response, opcode, responseCode, questions, records } = readMessage(message, readDnsValue);
  return {
    protocol: 'dns',
    kind: response ? 'response' : 'query',
    operation: OPERATIONS[opcode] ?? `OPCODE ${opcode}`,
    responseCode,
    questions: questions.map(({ name, type }) => ({ name: nameText(name), type })),
    records: records.map(recordOf),
  };
}

function recordOf({ section, name, type, value }: ResourceRecord<Value>): DnsRecord {
  const record = { section, name: nameText(name), type };
  if (value?.kind === 'address') return { ...record, address: value.address };
  if (value?.kind === 'name') return { ...record, target: nameText(value.name) };
  if (value?.kind === 'service') return { ...record, target: nameText(value.target) };
  return record;
}
