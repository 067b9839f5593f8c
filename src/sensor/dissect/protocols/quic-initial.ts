/**
 * QUIC's first packets, which are encrypted with keys that everybody can compute.
 *
 * @see RFC 9000 section 17.2.2, RFC 9001 section 5, RFC 9369 (version 2)
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { Reader } from '../../../lib/reader.ts';

const V2 = 0x6b3343cf;

/** By version: what the keys are made with. Drafts whose salt stayed the same are told by the first that had it. */
const SALTS: readonly (readonly [from: number, to: number, salt: string])[] = [
  [1, 1, '38762cf7f55934b34d179ae6a4c80cadccbb7f0a'],
  [V2, V2, '0dede3def700a6db819381be6e269dcbf9bd2ed9'],
  [0xff000017, 0xff00001c, 'c3eef712c72ebb5a11a7d2432bb46365bef9f502'],
  [0xff00001d, 0xff000020, 'afbfec289993d24c9e9786f19c6111e04390a899'],
  [0xff000021, 0xff000022, '38762cf7f55934b34d179ae6a4c80cadccbb7f0a'],
  [0xfaceb002, 0xfaceb00e, 'c3eef712c72ebb5a11a7d2432bb46365bef9f502'],
];

const saltOf = (version: number): string | undefined =>
  SALTS.find(([from, to]) => version >= from && version <= to)?.[2];

/** A packet with a long header. */
export interface LongPacket {
  readonly version: number;
  readonly kind: 'initial' | 'retry' | 'other';
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  /** From its first byte to its end. */
  readonly bytes: Uint8Array;
  /** Where the packet number is. */
  readonly numberAt: number;
}

/** The packets of a datagram that have long headers. Bounded by its bytes; a short header takes all that is left. */
export function* longPackets(datagram: Reader): Generator<LongPacket> {
  while (datagram.left > 6 && datagram.peek() >= 0x80) {
    const start = datagram.at;
    const first = datagram.u8();
    const version = datagram.u32();
    const destination = datagram.bytes(datagram.u8());
    const source = datagram.bytes(datagram.u8());
    const type = ((first >> 4) - (version === V2 ? 1 : 0)) & 3;
    const kind = type === 0 ? 'initial' : type === 3 ? 'retry' : 'other';
    if (saltOf(version) === undefined || kind === 'retry') {
      // What follows is not ours to know, or has no length.
      yield {
        version,
        kind: kind === 'retry' ? kind : 'other',
        destination,
        source,
        bytes: datagram.rest(),
        numberAt: 0,
      };
      return;
    }
    if (kind === 'initial') datagram.skip(variable(datagram));
    const length = variable(datagram);
    const numberAt = datagram.at - start;
    datagram.skip(length);
    yield { version, kind, destination, source, bytes: datagram.whole.subarray(start, datagram.at), numberAt };
  }
}

/** A number of one, two, four or eight bytes: RFC 9000 section 16. Longer than 2^53 is longer than anything. */
export function variable(reader: Reader): number {
  const size = 1 << (reader.peek() >> 6);
  if (size === 1) return reader.u8() & 0x3f;
  if (size === 2) return reader.u16() & 0x3fff;
  if (size === 4) return reader.u32() & 0x3fffffff;
  return Number(reader.u64() & 0x3fffffffffffffffn);
}

interface Keys {
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly header: Buffer;
}

/** The keys of both directions, which follow from the first connection id that the client chose for the server. */
export interface InitialKeys {
  readonly client: Keys;
  readonly server: Keys;
}

export function initialKeys(version: number, connection: Uint8Array): InitialKeys | undefined {
  const salt = saltOf(version);
  if (salt === undefined) return undefined;
  const secret = createHmac('sha256', Buffer.from(salt, 'hex')).update(connection).digest();
  const prefix = version === V2 ? 'quicv2' : 'quic';
  const keys = (label: string): Keys => {
    const own = expand(secret, label, 32);
    return {
      key: expand(own, `${prefix} key`, 16),
      iv: expand(own, `${prefix} iv`, 12),
      header: expand(own, `${prefix} hp`, 16),
    };
  };
  return { client: keys('client in'), server: keys('server in') };
}

/** HKDF-Expand-Label of RFC 8446 section 7.1, for no more than one hash. */
function expand(secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.of(0, length, name.length), name, Buffer.of(0, 1)]);
  return createHmac('sha256', secret).update(info).digest().subarray(0, length);
}

const TAG = 16;
const SAMPLE = 16;

/** What is in an Initial packet; undefined when these are not its keys. */
export function decrypt({ bytes, numberAt }: LongPacket, keys: Keys): Uint8Array | undefined {
  const sample = bytes.subarray(numberAt + 4, numberAt + 4 + SAMPLE);
  if (sample.length < SAMPLE) return undefined;
  const mask = createCipheriv('aes-128-ecb', keys.header, null).update(sample);
  const packet = Buffer.from(bytes);
  const first = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  packet[0] = first;
  const size = (first & 3) + 1;
  const nonce = Buffer.from(keys.iv);
  for (let index = 0; index < size; index++) {
    const byte = (packet[numberAt + index] ?? 0) ^ (mask[1 + index] ?? 0);
    packet[numberAt + index] = byte;
    const at = nonce.length - size + index;
    nonce[at] = (nonce[at] ?? 0) ^ byte;
  }
  const payloadAt = numberAt + size;
  if (packet.length < payloadAt + TAG) return undefined;
  const decipher = createDecipheriv('aes-128-gcm', keys.key, nonce);
  decipher.setAAD(packet.subarray(0, payloadAt));
  decipher.setAuthTag(packet.subarray(-TAG));
  const plain = decipher.update(packet.subarray(payloadAt, -TAG));
  return authentic(decipher) ? plain : undefined;
}

function authentic(decipher: ReturnType<typeof createDecipheriv>): boolean {
  try {
    decipher.final();
    return true;
  } catch (error) {
    // Node gives this error no code.
    if (error instanceof Error && error.message.includes('unable to authenticate data')) return false;
    throw error;
  }
}
