/**
 * IntelliVue Data Export: how Philips patient monitors announce themselves, and what they hand to whoever asks.
 *
 * All of it is in the clear, and nobody has to prove who asks. Values are never told, only that there were some.
 *
 * @see Philips, Data Export Interface Programming Guide (4535 642 59271), chapters "Definition of the Transport
 * Protocols" (UDP ports 24005, 24105), "Definition of the Data Export Protocol" and "Attribute Data Types"
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, Emit, ProtocolEvent } from '../dissector.ts';
import { type Found, readAttributes } from './intellivue/attributes.ts';

export type IntellivueEvent = IntellivueAssociation | IntellivueSystem | IntellivuePoll | IntellivueData;

export interface IntellivueAssociation extends ProtocolEvent {
  readonly protocol: 'intellivue';
  readonly kind: 'association';
  readonly step: 'request' | 'accept' | 'refuse' | 'release' | 'released' | 'abort';
}

/** The monitor tells what it is: unasked to all, or to whom it has accepted. */
export interface IntellivueSystem extends ProtocolEvent {
  readonly protocol: 'intellivue';
  readonly kind: 'system';
  readonly event: 'connect-indication' | 'mds-create';
  readonly found: Found;
}

export interface IntellivuePoll extends ProtocolEvent {
  readonly protocol: 'intellivue';
  readonly kind: 'poll';
  readonly of: Polled;
}

export interface IntellivueData extends ProtocolEvent {
  readonly protocol: 'intellivue';
  readonly kind: 'data';
  readonly of: Polled;
  readonly found: Found;
}

export type Polled = 'system' | 'patient' | 'numerics' | 'waves' | 'alarms' | 'other';

/** Session headers of the association control protocol. */
const STEPS: ReadonlyMap<number, IntellivueAssociation['step']> = new Map([
  [0x0d, 'request'],
  [0x0e, 'accept'],
  [0x0c, 'refuse'],
  [0x09, 'release'],
  [0x0a, 'released'],
  [0x19, 'abort'],
]);
/** What follows the header of a request or an acceptance: protocol options and version of a session. @see ISO 8327-1 */
const SESSION = [0x05, 0x08, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02];
/** What a protocol message begins with. */
const EXPORT = 0xe100;
const Operation = { invoke: 1, result: 2, error: 3, linkedResult: 5 } as const;
const Command = { event: 0, confirmedEvent: 1, action: 7 } as const;
const CONNECT_INDICATION = 0x0d17;
const MDS_CREATE = 0x0d06;
const POLL = 0x0c16;
const EXTENDED_POLL = 0xf13b;
const SYSTEM = 33;
const OBJECTS: ReadonlyMap<number, Polled> = new Map([
  [SYSTEM, 'system'],
  [42, 'patient'],
  [6, 'numerics'],
  [9, 'waves'],
  [54, 'alarms'],
]);
/** Contexts and objects of one reply. */
const MAX_OBJECTS = 512;

export const intellivue: DatagramDissector<IntellivueEvent> = {
  name: 'intellivue',
  transport: 'udp',
  ports: [24105, 24005],

  probe(head) {
    const view = Buffer.from(head.buffer, head.byteOffset, head.length);
    if (head.length < 10) return false;
    if (STEPS.has(view[0] ?? 0) && SESSION.every((byte, at) => view[view[1] === 0xff ? at + 4 : at + 2] === byte)) {
      const length = view[1] === 0xff ? view.readUInt16BE(2) + 4 : (view[1] ?? 0) + 2;
      return length <= head.length;
    }
    const operation = view.readUInt16BE(4);
    const rest = view.readUInt16BE(6);
    if (view.readUInt16BE(0) === EXPORT) return isOperation(operation) && rest >= 6 && rest <= head.length - 8;
    return operation === Operation.invoke && rest <= head.length - 8 && isIndication(view);
  },

  dissect(datagram, _side, emit) {
    const first = datagram.peek();
    const step = STEPS.get(first);
    if (first === EXPORT >> 8) {
      datagram.skip(4);
      readOperation(datagram, emit);
    } else if (step === undefined) {
      datagram.skip(4); // version of the nomenclature
      readOperation(datagram, emit);
    } else emit({ protocol: 'intellivue', kind: 'association', step });
  },
};

const isOperation = (operation: number): boolean => operation > 0 && operation < 6 && operation !== 4;

/** A report on the system itself, of the event that it wants to be connected. */
function isIndication(view: Buffer): boolean {
  if (view.length < 32 || view[0] !== 0) return false;
  return view.readUInt16BE(10) <= 1 && view.readUInt16BE(14) === SYSTEM && view.readUInt16BE(24) === CONNECT_INDICATION;
}

function readOperation(datagram: Reader, emit: Emit<IntellivueEvent>): void {
  const operation = datagram.u16();
  const body = datagram.sub(datagram.u16());
  if (operation === Operation.linkedResult) body.skip(2); // which of several parts it is
  body.skip(2); // number of the request
  const command = body.u16();
  // What went wrong says nothing of anybody.
  if (operation === Operation.error) return;
  const argument = body.sub(body.u16());
  if (operation === Operation.invoke) readRequest(command, argument, emit);
  else if (command === Command.action) readPolled(argument, emit);
}

function readRequest(command: number, argument: Reader, emit: Emit<IntellivueEvent>): void {
  argument.skip(6); // the system
  argument.skip(4); // relative time of an event, or scope of an action
  const type = argument.u16();
  const body = argument.sub(argument.u16());
  if (command === Command.action && (type === POLL || type === EXTENDED_POLL)) {
    body.skip(2); // number of the poll
    emit({ protocol: 'intellivue', kind: 'poll', of: objectOf(body) });
  } else if (command === Command.event || command === Command.confirmedEvent) {
    if (type === MDS_CREATE) body.skip(6); // the system again
    else if (type !== CONNECT_INDICATION) return;
    const event = type === MDS_CREATE ? 'mds-create' : 'connect-indication';
    emit({ protocol: 'intellivue', kind: 'system', event, found: readAttributes([body]) });
  }
}

function readPolled(argument: Reader, emit: Emit<IntellivueEvent>): void {
  argument.skip(6); // the system
  const action = argument.u16();
  if (action !== POLL && action !== EXTENDED_POLL) return;
  const body = argument.sub(argument.u16());
  body.skip(action === EXTENDED_POLL ? 4 : 2); // number of the poll, and of the part
  body.skip(12); // relative and absolute time
  const of = objectOf(body);
  body.skip(2); // group of attributes
  emit({ protocol: 'intellivue', kind: 'data', of, found: readAttributes(readObjects(body)) });
}

/** A nomenclature and a number in it. */
function objectOf(body: Reader): Polled {
  body.skip(2);
  return OBJECTS.get(body.u16()) ?? 'other';
}

/** The list of attributes of each object, in each context. */
function readObjects(body: Reader): Reader[] {
  const lists: Reader[] = [];
  body.skip(2); // how many contexts
  const contexts = body.sub(body.u16());
  // Bounded by the readers: each round takes four bytes at least.
  while (contexts.left > 0) {
    contexts.skip(4); // the context, and how many objects
    const objects = contexts.sub(contexts.u16());
    while (objects.left > 0) {
      objects.skip(2); // its handle
      if (lists.length === MAX_OBJECTS) throw new Violation(`a reply on over ${MAX_OBJECTS} objects`);
      lists.push(listAt(objects));
    }
  }
  return lists;
}

/** A list of attributes as it stands, with its own count and length. */
function listAt(objects: Reader): Reader {
  const list = new Reader(objects.whole.subarray(objects.at));
  objects.skip(2);
  objects.skip(objects.u16());
  return list;
}
