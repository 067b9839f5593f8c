/**
 * OPC UA: which applications serve and ask, what they are called, and how their channels are secured.
 *
 * Of channels that are encrypted only the opening is read; of the others the services, and never a value.
 *
 * @see OPC 10000-6 (mappings) sections 5.2 and 6.7, 7.1; OPC 10000-4 (services) sections 5.4 to 5.6
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import {
  type Emit,
  type ProtocolEvent,
  type Reading,
  type Side,
  skip,
  type StreamDissector,
  take,
} from '../dissector.ts';
import { applicationsIn, serviceOf } from './opcua-service.ts';
import type { OpcuaApplication } from './opcua-service.ts';
import { readNodeId, readString } from './opcua-value.ts';

export type OpcuaEvent = OpcuaChannel | OpcuaService | OpcuaNamed;

/** A secure channel is opened. */
export interface OpcuaChannel extends ProtocolEvent {
  readonly protocol: 'opcua';
  readonly kind: 'channel';
  /** The last part of the policy's address, such as `Basic256Sha256`; `None` leaves all readable. */
  readonly policy: string;
}

export interface OpcuaService extends ProtocolEvent {
  readonly protocol: 'opcua';
  readonly kind: 'service';
  /** In the standard's word, such as `CreateSession`. */
  readonly name: string;
  readonly by: 'client' | 'server';
}

/** An application that its end names: itself, or others that it knows. */
export interface OpcuaNamed extends ProtocolEvent, OpcuaApplication {
  readonly protocol: 'opcua';
  readonly kind: 'application';
}

const HEADER = 8;
const TYPES: readonly string[] = ['HEL', 'ACK', 'ERR', 'RHE', 'OPN', 'CLO', 'MSG'];
/** Section 6.7.2: final, more to come, aborted. */
const CHUNKS = 'FCA';
/** Longer messages, and the chunks after a first one of theirs, pass unread. */
const MAX_MESSAGE = 256 * 1024;
/** The longest message that is believed: servers offer 16 MiB at most. */
const MAX_CLAIM = 64 * 1024 * 1024;
/** Secure channel, token, sequence number and request. */
const CHANNEL = 16;

/** What both ends agreed on. Undefined until the opening was seen: then bodies may be encrypted. */
interface Channel {
  policy: string | undefined;
}

export const opcua: StreamDissector<OpcuaEvent> = {
  name: 'opcua',
  transport: 'tcp',
  ports: [4840],

  probe(head) {
    const kind = Buffer.from(head.subarray(0, 3)).toString('latin1');
    if (!TYPES.some((type) => type.startsWith(kind))) return false;
    if (head.length < HEADER) return undefined;
    const length = new Reader(head.subarray(4)).u32le();
    return CHUNKS.includes(String.fromCharCode(head[3] ?? 0)) && length >= HEADER && length <= MAX_CLAIM;
  },

  open(emit) {
    const channel: Channel = { policy: undefined };
    return {
      originator: readMessages('originator', channel, emit),
      responder: readMessages('responder', channel, emit),
    };
  },
};

function* readMessages(side: Side, channel: Channel, emit: Emit<OpcuaEvent>): Reading<void> {
  let parts: Uint8Array[] = [];
  let held = 0;
  // Bounded by the stream: each round takes a chunk of it.
  for (;;) {
    const header = yield* take(HEADER);
    const type = header.text(3);
    const last = header.text(1);
    const length = header.u32le() - HEADER;
    if (!TYPES.includes(type) || length < 0 || length > MAX_CLAIM) throw new Violation('a message of another protocol');
    if (length > MAX_MESSAGE || held + length > MAX_MESSAGE || (type !== 'OPN' && type !== 'MSG')) {
      yield* skip(length);
      [parts, held] = [[], 0];
      continue;
    }
    const body = yield* take(length);
    if (type === 'OPN') emit(readOpening(body, channel));
    // Without its opening a channel may be encrypted: then what looks like a service is chance.
    if (type !== 'MSG' || channel.policy !== 'None') continue;
    body.skip(CHANNEL);
    const part = body.rest();
    if (last === 'A') [parts, held] = [[], 0];
    else {
      parts.push(part);
      held += part.length;
    }
    if (last !== 'F') continue;
    const message = parts.length === 1 ? part : Buffer.concat(parts);
    [parts, held] = [[], 0];
    for (const event of readService(new Reader(message), side)) emit(event);
  }
}

function readOpening(body: Reader, channel: Channel): OpcuaChannel {
  body.skip(4);
  const address = readString(body) ?? '';
  const policy = /^http:\/\/opcfoundation\.org\/UA\/SecurityPolicy#(?<name>\w{1,40})$/.exec(address)?.groups?.['name'];
  if (policy === undefined) throw new Violation('no security policy');
  channel.policy = policy;
  return { protocol: 'opcua', kind: 'channel', policy };
}

function readService(message: Reader, side: Side): OpcuaEvent[] {
  const id = readNodeId(message);
  const service = id.namespace === 0 ? serviceOf(id.number) : undefined;
  if (service === undefined) return [];
  const by = side === 'originator' ? 'client' : 'server';
  const said: OpcuaEvent = { protocol: 'opcua', kind: 'service', name: service.name, by };
  const named = applicationsIn(service, message);
  return [said, ...named.map((one): OpcuaNamed => ({ protocol: 'opcua', kind: 'application', ...one }))];
}
