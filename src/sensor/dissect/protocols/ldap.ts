/**
 * LDAP: who asks a directory, how it logs in, and whether it turns to TLS.
 *
 * Entries, filters and names are about people: nothing of them is told.
 *
 * @see RFC 4511, RFC 4513, MS-ADTS section 5.1.1.1.3 (Sicily)
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
import { findNtlmssp, type Ntlmssp } from './ntlmssp.ts';
import { readElement } from './snmp-ber.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export type LdapEvent = LdapOperation | LdapBind;

export interface LdapOperation extends ProtocolEvent {
  readonly protocol: 'ldap';
  readonly kind: 'operation';
  /** In the standard's word, such as `searchRequest`. */
  readonly name: string;
  readonly by: 'client' | 'server';
}

/** Either end's part of a log-in. */
export interface LdapBind extends ProtocolEvent {
  readonly protocol: 'ldap';
  readonly kind: 'bind';
  /** `simple` tells a password that anybody can read; a SASL mechanism is told by its name. */
  readonly method: string | undefined;
  readonly ntlm: Ntlmssp | undefined;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const TLS_HANDSHAKE = 0x16;
const BIND_REQUEST = 0x60;
const BIND_RESPONSE = 0x61;
/** Application tags: RFC 4511 section 4.2 and following. */
const REQUESTS: ReadonlyMap<number, string> = new Map([
  [BIND_REQUEST, 'bindRequest'],
  [0x42, 'unbindRequest'],
  [0x63, 'searchRequest'],
  [0x66, 'modifyRequest'],
  [0x68, 'addRequest'],
  [0x4a, 'delRequest'],
  [0x6c, 'modDNRequest'],
  [0x6e, 'compareRequest'],
  [0x50, 'abandonRequest'],
  [0x77, 'extendedReq'],
]);
const RESPONSES: ReadonlyMap<number, string> = new Map([
  [BIND_RESPONSE, 'bindResponse'],
  [0x64, 'searchResEntry'],
  [0x65, 'searchResDone'],
  [0x73, 'searchResRef'],
  [0x67, 'modifyResponse'],
  [0x69, 'addResponse'],
  [0x6b, 'delResponse'],
  [0x6d, 'modDNResponse'],
  [0x6f, 'compareResponse'],
  [0x78, 'extendedResp'],
  [0x79, 'intermediateResponse'],
]);
/** Longer messages are entries that are let pass. */
const MAX_MESSAGE = 65_536;
const MECHANISM = /^[A-Z0-9_-]{1,20}$/;

export const ldap: StreamDissector<LdapEvent | TlsEvent> = {
  name: 'ldap',
  transport: 'tcp',
  ports: [389, 3268],
  probe: (head, side) => begins(head, side === 'originator' ? REQUESTS : RESPONSES),
  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return {
      originator: readMessages('originator', conversation, emit),
      responder: readMessages('responder', conversation, emit),
    };
  },
};

/** A sequence, a message number of up to four bytes, and an operation. */
function begins(head: Uint8Array, operations: ReadonlyMap<number, string>): boolean | undefined {
  if (head[0] !== SEQUENCE) return false;
  const form = head[1];
  if (form === undefined) return undefined;
  const at = form < 0x80 ? 2 : 2 + (form & 0x7f);
  if (form === 0x80 || at > 6) return false;
  const [tag, numberLength] = head.subarray(at);
  if (tag !== undefined && tag !== INTEGER) return false;
  if (numberLength === undefined) return undefined;
  if (numberLength < 1 || numberLength > 4) return false;
  const operation = head[at + 2 + numberLength];
  return operation === undefined ? undefined : operations.has(operation);
}

function* readMessages(side: Side, conversation: TlsConversation, emit: Emit<LdapEvent | TlsEvent>): Reading<void> {
  const operations = side === 'originator' ? REQUESTS : RESPONSES;
  const by = side === 'originator' ? 'client' : 'server';
  // Bounded by the stream: each round takes a message of it.
  for (;;) {
    const start = yield* take(2);
    const [tag, form = 0] = start.whole;
    if (tag === TLS_HANDSHAKE) {
      const rest = yield* take(3);
      yield* readTls(conversation, emit, new Reader(Buffer.concat([start.whole, rest.whole])));
      return;
    }
    // Whatever else was agreed on, such as to sign or encrypt with SASL, is not ours to read.
    if (tag !== SEQUENCE) return;
    const length = yield* readLength(form);
    if (length > MAX_MESSAGE) {
      yield* skip(length);
      continue;
    }
    const message = yield* take(length);
    readElement(message);
    const name = operations.get(message.peek());
    if (name === undefined) throw new Violation(`an operation ${message.peek()} of the ${by}`);
    emit({ protocol: 'ldap', kind: 'operation', name, by });
    const operation = readElement(message);
    if (operation.tag === BIND_REQUEST) emit(readBind(operation.body));
    else if (operation.tag === BIND_RESPONSE) {
      emit({ protocol: 'ldap', kind: 'bind', method: undefined, ntlm: findNtlmssp(operation.body.rest()) });
    }
  }
}

/** The rest of a length whose first byte is `form`. */
function* readLength(form: number): Reading<number> {
  if (form < 0x80) return form;
  const bytes = form & 0x7f;
  if (bytes < 1 || bytes > 4) throw new Violation(`a length of ${bytes} bytes`);
  const reader = yield* take(bytes);
  let length = 0;
  // Bounded by the four bytes above.
  while (reader.left > 0) length = length * 256 + reader.u8();
  return length;
}

/** Version, name, and one of the ways to log in, which its tag tells. */
function readBind(body: Reader): LdapBind {
  const ntlm = findNtlmssp(body.whole);
  readElement(body);
  readElement(body);
  const { tag, body: proof } = readElement(body);
  return { protocol: 'ldap', kind: 'bind', method: methodOf(tag, proof), ntlm };
}

function methodOf(tag: number, proof: Reader): string {
  if (tag === 0x80) return proof.left === 0 ? 'anonymous' : 'simple';
  if (tag !== 0xa3) return 'sicily';
  const mechanism = readElement(proof);
  const name = mechanism.body.text(mechanism.body.left);
  return MECHANISM.test(name) ? name : 'sasl';
}
