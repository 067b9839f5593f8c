/**
 * DTLS, which is TLS over datagrams: the same handshake, cut into fragments that may come twice or be lost.
 *
 * @see RFC 6347 sections 4.1 and 4.2, RFC 9147, RFC 4347
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, DatagramReading, Emit, Side } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { Handshake } from './tls-handshake.ts';

const HEADER = 13;
const FRAGMENT_HEADER = 12;
const CHANGE_CIPHER_SPEC = 20;
const HANDSHAKE = 22;
const HEARTBEAT = 24;
/** Encrypted, and longer in front: RFC 9146 section 4. */
const CONNECTION_ID = 25;
/** RFC 6347 section 4.1.1 and what compression and encryption may add. */
const MAX_RECORD = 16_384 + 2048;
/** What one side's handshake may make us do: records that are read, messages, and bytes of one of them. */
const MAX_RECORDS = 256;
const MAX_MESSAGES = 32;
const MAX_MESSAGE = 65_536;

export const dtls: DatagramDissector<TlsEvent> = {
  name: 'dtls',
  transport: 'udp',
  ports: [443, 2221, 4433, 4740, 5061, 5684, 8883],

  /** Records have to fill the datagram up to its end. */
  probe(head) {
    const reader = new Reader(head);
    let any = false;
    // Bounded by the datagram: each round takes a header of it or more.
    while (reader.left >= HEADER) {
      const { type, version, length } = readHeader(reader);
      if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT || !isVersion(version)) return isSealed(type, any);
      if (length === 0 || length > MAX_RECORD || length > reader.left) return false;
      reader.skip(length);
      any = true;
    }
    return any && (reader.left === 0 || isSealed(reader.peek(), any));
  },

  open: () => new DtlsReading(),

  dissect(datagram, side, emit) {
    new DtlsReading().dissect(datagram, side, emit);
  },
};

/** 1.0, 1.2, and the one that OpenSSL spoke before there was a standard. DTLS 1.3 calls itself 1.2 here. */
const isVersion = (version: number): boolean => version === 0xfeff || version === 0xfefd || version === 0x0100;

/** DTLS 1.3 puts short encrypted records behind those that can be read: RFC 9147 section 4. */
const isSealed = (type: number, behindOthers: boolean): boolean => behindOthers && type >> 5 === 1;

interface RecordHeader {
  readonly type: number;
  readonly version: number;
  readonly epoch: number;
  readonly length: number;
}

function readHeader(reader: Reader): RecordHeader {
  const [type, version, epoch] = [reader.u8(), reader.u16(), reader.u16()];
  reader.skip(6);
  return { type, version, epoch, length: reader.u16() };
}

class DtlsReading implements DatagramReading<TlsEvent> {
  readonly #conversation: TlsConversation = { sessionId: undefined };
  readonly #directions: Partial<Record<Side, DtlsDirection>> = {};

  dissect(datagram: Reader, side: Side, emit: Emit<TlsEvent>): void {
    (this.#directions[side] ??= new DtlsDirection(this.#conversation, emit)).read(datagram);
  }
}

class DtlsDirection {
  readonly #emit: Emit<TlsEvent>;
  readonly #handshake: Handshake;
  /** What of each message is here, from its beginning on; undefined once it was read. */
  readonly #messages = new Map<number, Uint8Array | undefined>();
  #records = 0;
  #sealed = false;

  constructor(conversation: TlsConversation, emit: Emit<TlsEvent>) {
    this.#emit = emit;
    this.#handshake = new Handshake(conversation, emit, 'dtls');
  }

  read(datagram: Reader): void {
    // Bounded by the datagram, and by MAX_RECORDS in all.
    while (!this.#sealed && datagram.left >= HEADER && this.#records < MAX_RECORDS) {
      this.#records += 1;
      const { type, version, epoch, length } = readHeader(datagram);
      if (!isVersion(version)) {
        return isSealed(type, true) ? this.#seal() : undefined;
      }
      if (epoch > 0 || type === CONNECTION_ID) return this.#seal();
      const record = datagram.sub(length);
      if (type === HANDSHAKE) this.#fragments(record);
    }
  }

  #seal(): void {
    this.#sealed = true;
    this.#emit({ protocol: 'dtls', kind: 'encrypted' });
  }

  /** RFC 6347 section 4.2.3. Bounded by the record: each fragment takes twelve bytes of it or more. */
  #fragments(record: Reader): void {
    while (record.left >= FRAGMENT_HEADER) {
      const [type, length, sequence, offset] = [record.u8(), record.u24(), record.u16(), record.u24()];
      const bytes = record.bytes(record.u24());
      if (length > MAX_MESSAGE) throw new Violation(`a handshake message of ${length} bytes`);
      this.#fragment(type, length, sequence, offset, bytes);
    }
  }

  /** One that comes too early is left out: nobody goes on before all of them were sent again. */
  #fragment(type: number, length: number, sequence: number, offset: number, bytes: Uint8Array): void {
    const known = this.#messages.has(sequence);
    const here = known ? this.#messages.get(sequence) : new Uint8Array();
    if (here === undefined || offset > here.length || (!known && this.#messages.size >= MAX_MESSAGES)) return;
    const more = bytes.subarray(here.length - offset);
    const whole = Buffer.concat([here, more]).subarray(0, length);
    this.#messages.set(sequence, whole.length === length ? undefined : whole);
    if (whole.length === length) this.#handshake.read(type, new Reader(whole));
  }
}
