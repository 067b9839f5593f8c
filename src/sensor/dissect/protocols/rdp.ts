/**
 * Remote Desktop: which machine looks at whose screen, and whether the session is protected by TLS.
 *
 * @see MS-RDPBCGR sections 2.2.1.1 to 2.2.1.3, RFC 1006, ITU-T X.224
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, type StreamDissector, take } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export type RdpEvent = RdpSecurity | RdpClient;

/** How the server wants to be spoken to. */
export interface RdpSecurity {
  readonly protocol: 'rdp';
  readonly kind: 'security';
  readonly chosen: 'rdp' | 'tls' | 'credssp' | 'other';
}

/** What a client says of itself where no TLS hides it. */
export interface RdpClient {
  readonly protocol: 'rdp';
  readonly kind: 'client';
  readonly name: string;
  /** The build of its Windows, or what it claims. */
  readonly build: number;
}

const TPKT = 3;
const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;
const DATA = 0xf0;
/** Before the data of a client in a T.124 connect request: the key `Duca`. */
const CLIENT_KEY = Buffer.from('Duca', 'latin1');
const CORE = 0xc001;
const MAX_PACKET = 16_384;
const PROTOCOLS = ['rdp', 'tls', 'credssp'] as const;

export const rdp: StreamDissector<RdpEvent | TlsEvent> = {
  name: 'rdp',
  transport: 'tcp',
  ports: [3389],

  // TPKT and X.224 alone carry other protocols as well: only one that asks for RDP, or grants it, is taken for it.
  probe(head) {
    const [version, reserved, , length, indicator, code] = head;
    if (version !== TPKT || (reserved ?? 0) !== 0) return false;
    if (length === undefined || indicator === undefined || code === undefined) return undefined;
    if ((code !== CONNECTION_REQUEST && code !== CONNECTION_CONFIRM) || indicator !== length - 5) return false;
    const options = head.subarray(11);
    if (options.length === 0) return undefined;
    if (COOKIE.subarray(0, options.length).equals(options.subarray(0, COOKIE.length))) {
      return options.length >= COOKIE.length ? true : indicator >= 6 + COOKIE.length ? undefined : false;
    }
    const [type, , size] = options;
    if (type !== 1 && type !== 2) return false;
    return size === undefined ? undefined : size === 8;
  },

  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return { originator: read(conversation, emit), responder: read(conversation, emit) };
  },
};

const COOKIE = Buffer.from('Cookie: mstshash=', 'latin1');

function* read(conversation: TlsConversation, emit: Emit<RdpEvent | TlsEvent>): Reading<void> {
  // Bounded by the stream, and by what is worth reading: the first data packet of a client is the last.
  for (;;) {
    const header = yield* take(5);
    if (header.peek() !== TPKT) {
      yield* readTls(conversation, emit, header);
      return;
    }
    header.skip(2);
    const length = header.u16();
    const indicator = header.u8();
    if (length > MAX_PACKET || length < 6 || indicator < 1) throw new Violation(`an RDP packet of ${length} bytes`);
    const packet = yield* take(length - 5);
    const code = packet.u8() & 0xf0;
    if (code === CONNECTION_CONFIRM) emit({ protocol: 'rdp', kind: 'security', chosen: readConfirm(packet) });
    else if (code === DATA) {
      const client = readClient(packet);
      if (client !== undefined) emit(client);
      return;
    }
  }
}

/** Old servers do not answer what they were not asked, and speak RDP's own encryption. */
function readConfirm(packet: Reader): RdpSecurity['chosen'] {
  packet.skip(5);
  if (packet.left < 8 || packet.u8() !== 2) return 'rdp';
  packet.skip(3);
  return PROTOCOLS[packet.u32le()] ?? 'other';
}

/** The core data among the blocks of a client: MS-RDPBCGR section 2.2.1.3.2. */
function readClient(packet: Reader): RdpClient | undefined {
  const rest = packet.rest();
  const at = Buffer.from(rest.buffer, rest.byteOffset, rest.length).indexOf(CLIENT_KEY);
  if (at < 0) return undefined;
  const blocks = new Reader(rest.subarray(at + CLIENT_KEY.length));
  if (blocks.u8() >= 0x80) blocks.skip(1); // how long they are
  if (blocks.u16le() !== CORE) return undefined;
  const core = blocks.sub(Math.min(blocks.u16le() - 4, blocks.left));
  core.skip(16);
  const build = core.u32le();
  const [name = ''] = core.utf16le(32).split('\0');
  return { protocol: 'rdp', kind: 'client', name, build };
}
