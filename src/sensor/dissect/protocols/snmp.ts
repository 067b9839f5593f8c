/**
 * SNMP: who manages what, how well that is protected, and how agents describe the devices they are in.
 *
 * Community strings and user names are passwords or as good as: that there are any is told, and no more.
 *
 * @see RFC 1157 (version 1), RFC 3416 and RFC 1901 (2c), RFC 3412 and RFC 3414 (3)
 */
import { ipv4Text } from '../../../lib/address.ts';
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { expect, readElement, readInteger, readOid, Tag } from './snmp-ber.ts';
import { describedBy, type SnmpDescription } from './snmp-objects.ts';

export interface SnmpEvent extends ProtocolEvent {
  readonly protocol: 'snmp';
  readonly kind: 'message';
  readonly version: '1' | '2c' | '3';
  /** Undefined when it is encrypted. */
  readonly operation: SnmpOperation | undefined;
  /** Whether a password travels with it for all to read. */
  readonly community: boolean;
  /** Of version 3: whether the sender is proven, and whether the content is encrypted. */
  readonly security: { readonly authenticated: boolean; readonly encrypted: boolean } | undefined;
  /** The identity of the agent in hexadecimal. @see RFC 3411 section 5 */
  readonly engine: string | undefined;
  /** The agent that a trap of version 1 names. */
  readonly agentAddress: string | undefined;
  /** How many objects the message is about. */
  readonly objects: number;
  readonly description: SnmpDescription;
}

export type SnmpOperation = 'GET' | 'GETNEXT' | 'RESPONSE' | 'SET' | 'TRAP' | 'GETBULK' | 'INFORM' | 'REPORT';

const VERSIONS: Readonly<Record<number, SnmpEvent['version']>> = { 0: '1', 1: '2c', 3: '3' };
const OPERATIONS: Readonly<Record<number, SnmpOperation>> = {
  0xa0: 'GET',
  0xa1: 'GETNEXT',
  0xa2: 'RESPONSE',
  0xa3: 'SET',
  0xa4: 'TRAP',
  0xa5: 'GETBULK',
  0xa6: 'INFORM',
  0xa7: 'TRAP',
  0xa8: 'REPORT',
};
const TRAP_OF_VERSION_1 = 0xa4;

export const snmp: DatagramDissector<SnmpEvent> = {
  name: 'snmp',
  transport: 'udp',
  ports: [161, 162],

  probe(head) {
    // A sequence, whose length has up to four bytes, of a version and a string or, in version 3, a sequence.
    const lengthBytes = (head[1] ?? 0) < 0x80 ? 0 : (head[1] ?? 0) & 0x7f;
    if (head[0] !== Tag.sequence || lengthBytes > 4) return false;
    const [tag, length, version, next] = head.subarray(2 + lengthBytes);
    if (tag !== Tag.integer || length !== 1 || version === undefined || !(version in VERSIONS)) return false;
    return next === (version === 3 ? Tag.sequence : Tag.octets);
  },

  dissect(datagram, _side, emit) {
    const message = expect(datagram, Tag.sequence);
    const number = readInteger(message);
    const version = VERSIONS[number];
    if (version === undefined) throw new Violation(`version ${number} does not exist`);
    emit(version === '3' ? readVersion3(message) : readCommunity(version, message));
  },
};

function readCommunity(version: '1' | '2c', message: Reader): SnmpEvent {
  const community = expect(message, Tag.octets).left > 0;
  const pdu = readPdu(message);
  return { protocol: 'snmp', kind: 'message', version, community, security: undefined, engine: undefined, ...pdu };
}

function readVersion3(message: Reader): SnmpEvent {
  const header = expect(message, Tag.sequence);
  readElement(header); // the message's id
  readElement(header); // the longest message that its sender takes
  const flags = expect(header, Tag.octets).u8();
  const security = { authenticated: (flags & 1) !== 0, encrypted: (flags & 2) !== 0 };
  const parameters = expect(message, Tag.octets);
  const engine = parameters.left === 0 ? undefined : readEngine(expect(parameters, Tag.sequence));
  const pdu = security.encrypted ? ENCRYPTED : readScopedPdu(message);
  return { protocol: 'snmp', kind: 'message', version: '3', community: false, security, engine, ...pdu };
}

/** @see RFC 3414 section 2.4; a manager that does not know the agent yet leaves it empty */
function readEngine(parameters: Reader): string | undefined {
  const engine = expect(parameters, Tag.octets);
  return engine.left === 0 ? undefined : Buffer.from(engine.rest()).toString('hex');
}

type Pdu = Pick<SnmpEvent, 'operation' | 'agentAddress' | 'objects' | 'description'>;

const ENCRYPTED: Pdu = { operation: undefined, agentAddress: undefined, objects: 0, description: {} };

function readScopedPdu(message: Reader): Pdu {
  const scoped = expect(message, Tag.sequence);
  expect(scoped, Tag.octets); // the engine
  expect(scoped, Tag.octets); // the context's name
  return readPdu(scoped);
}

function readPdu(message: Reader): Pdu {
  const { tag, body } = readElement(message);
  const operation = OPERATIONS[tag];
  if (operation === undefined) throw new Violation(`an operation of tag ${tag} does not exist`);
  let agentAddress: string | undefined;
  if (tag === TRAP_OF_VERSION_1) {
    readOid(expect(body, Tag.oid)); // whose trap it is
    const address = expect(body, Tag.ipAddress);
    agentAddress = address.left === 4 ? ipv4Text(address.u32()) : undefined;
  }
  // The request's id and two numbers; of a trap, which kind it is and the time.
  for (let left = 3; left > 0; left--) readElement(body);
  return { operation, agentAddress, ...readObjects(expect(body, Tag.sequence)) };
}

function readObjects(list: Reader): Pick<SnmpEvent, 'objects' | 'description'> {
  const description: { -readonly [field in keyof SnmpDescription]: SnmpDescription[field] } = {};
  let objects = 0;
  // Bounded by the list: each round reads two bytes or more.
  for (; list.left > 0; objects++) {
    const object = expect(list, Tag.sequence);
    const field = describedBy(readOid(expect(object, Tag.oid)));
    const { tag, body } = readElement(object);
    if (field === undefined) continue;
    const value = tag === Tag.oid ? readOid(body) : tag === Tag.octets ? body.utf8(body.left).trim() : '';
    if (value !== '') description[field] ??= value;
  }
  return { objects, description };
}
