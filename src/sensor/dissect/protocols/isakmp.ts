/**
 * The key exchange of IPsec: whose gateways meet, in which version of the exchange, and which ciphers they agree on.
 *
 * @see RFC 7296 section 3 (IKEv2), RFC 2408 section 3 and RFC 2409 (IKEv1), RFC 3948 (within UDP), IANA IKEv2 parameters
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent, Side } from '../dissector.ts';

export type IsakmpEvent = IsakmpExchange | IpsecData;

export interface IsakmpExchange extends ProtocolEvent {
  readonly protocol: 'isakmp';
  readonly kind: 'exchange';
  /** `IKEv1` or `IKEv2` */
  readonly version: string;
  /** In the standard's word, such as `IKE_SA_INIT` or `aggressive`. */
  readonly name: string | undefined;
  readonly by: 'initiator' | 'responder';
  /** What an answer of version 2 chose; undefined in all other messages. */
  readonly cipher: string | undefined;
  readonly group: string | undefined;
}

/** Encrypted packets within UDP, for the sake of address translators. */
export interface IpsecData extends ProtocolEvent {
  readonly protocol: 'isakmp';
  readonly kind: 'data';
}

const HEADER = 28;
/** What stands before a message on port 4500, where encrypted packets are the rule. */
const MARKER = 4;
const VERSIONS: Readonly<Record<number, string>> = { 0x10: 'IKEv1', 0x20: 'IKEv2' };
const EXCHANGES: ReadonlyMap<number, string> = new Map([
  [1, 'base'],
  [2, 'main'],
  [4, 'aggressive'],
  [5, 'informational'],
  [6, 'transaction'],
  [32, 'quick'],
  [34, 'IKE_SA_INIT'],
  [35, 'IKE_AUTH'],
  [36, 'CREATE_CHILD_SA'],
  [37, 'INFORMATIONAL'],
]);
const INIT = 34;
const IS_RESPONSE = 0x20;
const SECURITY_ASSOCIATION = 33;
const MAX_PAYLOADS = 32;
const MAX_TRANSFORMS = 64;
const Transform = { cipher: 1, group: 4 } as const;
const KEY_LENGTH = 0x800e;
const CIPHERS: Readonly<Record<number, string>> = {
  2: 'DES',
  3: '3DES',
  12: 'AES-CBC',
  13: 'AES-CTR',
  18: 'AES-GCM-8',
  19: 'AES-GCM-12',
  20: 'AES-GCM-16',
  28: 'ChaCha20-Poly1305',
};
const GROUPS: Readonly<Record<number, string>> = {
  1: 'modp768',
  2: 'modp1024',
  5: 'modp1536',
  14: 'modp2048',
  15: 'modp3072',
  16: 'modp4096',
  19: 'secp256r1',
  20: 'secp384r1',
  21: 'secp521r1',
  31: 'x25519',
  32: 'x448',
};

export const isakmp: DatagramDissector<IsakmpEvent> = {
  name: 'isakmp',
  transport: 'udp',
  ports: [500, 4500],

  /** The first message tells: what is encrypted could be anything. */
  probe(head) {
    return begins(head) || (head.length > MARKER && isMarked(head) && begins(head.subarray(MARKER)));
  },

  dissect(datagram, side, emit) {
    if (begins(datagram.whole)) emit(readMessage(datagram, side));
    else if (datagram.left > MARKER && !isMarked(datagram.whole)) emit({ protocol: 'isakmp', kind: 'data' });
    else if (datagram.left > MARKER) {
      datagram.skip(MARKER);
      emit(readMessage(datagram, side));
    }
  },
};

const isMarked = (bytes: Uint8Array): boolean => bytes.subarray(0, MARKER).every((byte) => byte === 0);

/** An initiator's number that is not zero, a version, an exchange of it, and the datagram's own length. */
function begins(head: Uint8Array): boolean {
  if (head.length < HEADER || head.subarray(0, 8).every((byte) => byte === 0)) return false;
  const [version = 0, exchange = 0] = head.subarray(17, 19);
  const length = ((head[26] ?? 0) << 8) | (head[27] ?? 0);
  if (head[24] !== 0 || head[25] !== 0 || length !== head.length) return false;
  return VERSIONS[version] !== undefined && EXCHANGES.has(exchange) && exchange >= 34 === (version === 0x20);
}

function readMessage(datagram: Reader, side: Side): IsakmpExchange {
  datagram.skip(16);
  const first = datagram.u8();
  const version = VERSIONS[datagram.u8()];
  if (version === undefined) throw new Violation('a version that nobody speaks');
  const exchange = datagram.u8();
  const flags = datagram.u8();
  datagram.skip(8);
  const response = version === 'IKEv2' ? (flags & IS_RESPONSE) !== 0 : side === 'responder';
  const chosen = exchange === INIT && response ? readChoice(first, datagram) : {};
  return {
    protocol: 'isakmp',
    kind: 'exchange',
    version,
    name: EXCHANGES.get(exchange),
    by: response ? 'responder' : 'initiator',
    cipher: chosen.cipher,
    group: chosen.group,
  };
}

interface Choice {
  readonly cipher?: string | undefined;
  readonly group?: string | undefined;
}

/** The security association among the payloads of the message. */
function readChoice(first: number, message: Reader): Choice {
  let type = first;
  for (let left = MAX_PAYLOADS; left > 0 && type !== 0; left--) {
    const next = message.u8();
    message.skip(1);
    const length = message.u16();
    if (length < 4) throw new Violation(`a payload of ${length} bytes`);
    const body = message.sub(length - 4);
    if (type === SECURITY_ASSOCIATION) return readProposal(body);
    type = next;
  }
  return {};
}

/** Of an answer there is one proposal: RFC 7296 section 3.3. */
function readProposal(body: Reader): Choice {
  body.skip(6); // whether more follow, length, number and protocol
  const size = body.u8();
  const count = Math.min(body.u8(), MAX_TRANSFORMS);
  body.skip(size);
  let choice: Choice = {};
  for (let left = count; left > 0; left--) {
    body.skip(2);
    const length = body.u16();
    if (length < 8) throw new Violation(`a transform of ${length} bytes`);
    const transform = body.sub(length - 4);
    const type = transform.u8();
    transform.skip(1);
    const id = transform.u16();
    if (type === Transform.cipher) choice = { ...choice, cipher: cipherOf(id, transform) };
    if (type === Transform.group) choice = { ...choice, group: GROUPS[id] ?? `group ${id}` };
  }
  return choice;
}

function cipherOf(id: number, attributes: Reader): string {
  const name = CIPHERS[id] ?? `cipher ${id}`;
  return attributes.left >= 4 && attributes.u16() === KEY_LENGTH ? `${name}-${attributes.u16()}` : name;
}
