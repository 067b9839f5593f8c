/**
 * QUIC up to where its real encryption begins: the handshake of TLS 1.3 in its first packets.
 *
 * @see RFC 9000 sections 12.4, 17.2 and 19, RFC 9001 section 5.2, RFC 8999
 */
import { Reader } from '../../../lib/reader.ts';
import type { DatagramDissector, DatagramReading, Emit, Side } from '../dissector.ts';
import { decrypt, type InitialKeys, initialKeys, type LongPacket, longPackets, variable } from './quic-initial.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { Handshake, HandshakeMessages } from './tls-handshake.ts';

const LONG_HEADER = 0xc0;
/** Longer connection ids exist in no version so far. */
const MAX_CONNECTION_ID = 20;
/** Initial packets of one side that are tried, and bytes of its handshake that wait for those before them. */
const MAX_PACKETS = 32;
const MAX_WAITING = 65_536;
const MAX_PIECES = 128;

const ACK = 2;
const ACK_ECN = 3;
const CRYPTO = 6;

export const quic: DatagramDissector<TlsEvent> = {
  name: 'quic',
  transport: 'udp',
  ports: [443, 853, 4433],

  probe(head) {
    if (head.length < 7) return undefined;
    const reader = new Reader(head);
    if (reader.u8() < LONG_HEADER || !isVersion(reader.u32())) return false;
    const destination = reader.u8();
    if (destination > MAX_CONNECTION_ID || destination >= reader.left) return false;
    reader.skip(destination);
    return reader.u8() <= MAX_CONNECTION_ID;
  },

  open: () => new QuicReading(),

  dissect(datagram, side, emit) {
    new QuicReading().dissect(datagram, side, emit);
  },
};

/** 1, 2, drafts, what Google (`Q046`, `T051`) and Facebook had before, and what means nothing (RFC 9000 section 15). */
const isVersion = (version: number): boolean =>
  version === 1 ||
  version === 0x6b3343cf ||
  (version >= 0xff00000e && version <= 0xff000022) ||
  /^[QT]05\d$|^Q04[6-9]$/.test(Buffer.of(version >>> 24, version >>> 16, version >>> 8, version).toString('latin1')) ||
  (version >= 0xfaceb000 && version <= 0xfaceb00e) ||
  (version & 0x0f0f0f0f) === 0x0a0a0a0a;

class QuicReading implements DatagramReading<TlsEvent> {
  readonly #conversation: TlsConversation = { sessionId: undefined };
  readonly #streams: Partial<Record<Side, CryptoStream>> = {};
  #keys: InitialKeys | undefined;
  #client: Side | undefined;
  #packets = 0;

  dissect(datagram: Reader, side: Side, emit: Emit<TlsEvent>): void {
    for (const packet of longPackets(datagram)) {
      if (this.#packets >= MAX_PACKETS) return;
      if (this.#packets++ === 0) emit({ protocol: 'quic', kind: 'encrypted' });
      if (packet.kind !== 'initial') continue;
      const payload = this.#open(packet, side);
      if (payload !== undefined) this.#stream(side, emit).read(new Reader(payload));
    }
  }

  /** The keys come from the client's first packet, and anew after the server sent it back with a Retry. */
  #open(packet: LongPacket, side: Side): Uint8Array | undefined {
    const known = this.#keys;
    const payload = known && decrypt(packet, this.#client === side ? known.client : known.server);
    if (payload !== undefined || (this.#client !== undefined && this.#client !== side)) return payload;
    const fresh = initialKeys(packet.version, packet.destination);
    const first = fresh && decrypt(packet, fresh.client);
    if (first !== undefined) [this.#keys, this.#client] = [fresh, side];
    return first;
  }

  #stream(side: Side, emit: Emit<TlsEvent>): CryptoStream {
    return (this.#streams[side] ??= new CryptoStream(this.#conversation, emit));
  }
}

/** One side's handshake, put in order from pieces that come in any. */
class CryptoStream {
  readonly #messages = new HandshakeMessages();
  readonly #handshake: Handshake;
  #waiting: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  #held = 0;
  #next = 0;

  constructor(conversation: TlsConversation, emit: Emit<TlsEvent>) {
    this.#handshake = new Handshake(conversation, emit, 'quic');
  }

  /** Reads the frames of a packet: RFC 9000 section 19. Each takes a byte or more; one that is not ours ends it. */
  read(payload: Reader): void {
    while (payload.left > 0) {
      const type = variable(payload);
      if (type === CRYPTO) this.#piece(variable(payload), payload.bytes(variable(payload)));
      else if (type === ACK || type === ACK_ECN) skipAck(payload, type === ACK_ECN);
      else if (type > 1) break;
    }
  }

  #piece(at: number, bytes: Uint8Array): void {
    if (at + bytes.length <= this.#next) return;
    if (this.#held + bytes.length > MAX_WAITING || this.#waiting.length >= MAX_PIECES) return;
    this.#held += bytes.length;
    this.#waiting.push({ at, bytes });
    // Bounded: each round takes one of the MAX_PIECES that may wait.
    for (let found = this.#take(); found !== undefined; found = this.#take()) {
      for (const { type, body } of this.#messages.push(new Reader(found))) this.#handshake.read(type, body);
    }
  }

  /** The bytes that come next, if they are here. */
  #take(): Uint8Array | undefined {
    const index = this.#waiting.findIndex(({ at, bytes }) => at <= this.#next && at + bytes.length > this.#next);
    const [piece] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (piece === undefined) return undefined;
    const bytes = piece.bytes.subarray(this.#next - piece.at);
    this.#next += bytes.length;
    this.#held -= piece.bytes.length;
    return bytes;
  }
}

/** Bounded by the bytes: each range takes two of them or more. */
function skipAck(payload: Reader, ecn: boolean): void {
  variable(payload);
  variable(payload);
  const ranges = variable(payload);
  variable(payload);
  for (let index = 0; index < 2 * ranges; index++) variable(payload);
  for (let index = 0; index < (ecn ? 3 : 0); index++) variable(payload);
}
