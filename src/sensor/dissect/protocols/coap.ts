/**
 * CoAP: small things that are asked and told in the open. Paths and payloads may be about anybody and are not told.
 *
 * @see RFC 7252 sections 3 and 12.1, RFC 8132 (FETCH and PATCH)
 */
import { Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface CoapEvent extends ProtocolEvent {
  readonly protocol: 'coap';
  readonly kind: 'message';
  /** A method such as `GET`; undefined of an answer. */
  readonly method: string | undefined;
}

const METHODS = [undefined, 'GET', 'POST', 'PUT', 'DELETE', 'FETCH', 'PATCH', 'iPATCH'] as const;
const VERSION = 1;
const MAX_TOKEN = 8;
const MAX_OPTIONS = 32;
const PAYLOAD = 0xff;
/** Options of the registry are far below: a larger number is another protocol. */
const MAX_NUMBER = 2053;
const PATH = 11;

export const coap: DatagramDissector<CoapEvent> = {
  name: 'coap',
  transport: 'udp',
  ports: [5683],

  /** A request for a path: answers have too little that is theirs alone. */
  probe(head) {
    const [first = 0, code = 0] = head;
    if (first >> 6 !== VERSION || (first & 0xf) > MAX_TOKEN || METHODS[code] === undefined) return false;
    return hasPath(head, 4 + (first & 0xf));
  },

  dissect(datagram, _side, emit) {
    if (datagram.u8() >> 6 !== VERSION) throw new Violation('another version of CoAP');
    const code = datagram.u8();
    if (code !== 0) emit({ protocol: 'coap', kind: 'message', method: METHODS[code] });
  },
};

/** Whether the options from `at` on are well formed up to the end or the payload, and one of them is part of a path. */
function hasPath(head: Uint8Array, from: number): boolean {
  let at = from;
  let number = 0;
  let path = false;
  for (let left = MAX_OPTIONS; left > 0 && at < head.length && head[at] !== PAYLOAD; left--) {
    const [delta, afterDelta] = extended(head, (head[at] ?? 0) >> 4, at + 1);
    const [length, afterLength] = extended(head, (head[at] ?? 0) & 0xf, afterDelta);
    if (delta < 0 || length < 0) return false;
    number += delta;
    path ||= number === PATH;
    at = afterLength + length;
    if (number > MAX_NUMBER) return false;
  }
  return path && (at === head.length || (head[at] === PAYLOAD && at + 1 < head.length));
}

/** RFC 7252 section 3.1: 13 and 14 say that one or two more bytes follow, 15 is none. -1 when it is none. */
function extended(head: Uint8Array, nibble: number, at: number): readonly [value: number, next: number] {
  if (nibble < 13) return [nibble, at];
  if (nibble === 13) return [13 + (head[at] ?? 0), at + 1];
  return nibble === 14 ? [269 + (((head[at] ?? 0) << 8) | (head[at + 1] ?? 0)), at + 2] : [-1, at];
}
