/**
 * TLS 1.2 with a certificate in the clear, and TLS 1.3: hellos, then records that nobody can read.
 *
 * @see RFC 5246 section 7.4, RFC 8446 section 4, RFC 6066 section 3, RFC 5280 section 4.1
 */
import { bytes, counted16, counted24, counted8, type Part, tlv, u16 } from '../bytes.ts';
import type { Random } from '../random.ts';
import type { Author, Turn } from '../talk.ts';

const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const CHANGE_CIPHER_SPEC = bytes([20, 3, 3, 0, 1, 1]);
/** What several client programs offer. */
const SUITES = [
  [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8],
  [0x1302, 0x1303, 0x1301, 0xc02c, 0xc030, 0x009f, 0xcca9],
  [0xc02f, 0xc030, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035],
];
/** What cannot be read is the same for all: its bytes cost nobody anything. */
const SECRET = Uint8Array.from({ length: 16_384 }, (_, at) => (at * 151 + (at >>> 8) * 29) & 0xff);

export const tls: Author = (random, client, server, port) => {
  const modern = client.index % 3 < 2;
  const hello = record(HANDSHAKE, clientHello(random, SUITES[client.index % SUITES.length] ?? [], server.name, modern));
  const turns: readonly Turn[] = [
    ['client', hello],
    ['server', modern ? modernAnswer(random) : classicAnswer(random, server.name)],
    ['client', bytes(CHANGE_CIPHER_SPEC, secret(80))],
    ...Array.from({ length: random.between(1, 7) }, (): readonly Turn[] => [
      ['client', secret(random.between(100, 700))],
      ['server', secret(random.between(200, 4200))],
    ]).flat(),
  ];
  return { transport: 'tcp', clientPort: port, serverPort: 443, turns };
};

const record = (type: number, ...parts: readonly Part[]): Uint8Array => bytes([type, 3, 3], counted16(...parts));
const secret = (length: number): Uint8Array => record(APPLICATION_DATA, SECRET.subarray(0, length));
const message = (type: number, ...parts: readonly Part[]): Uint8Array => bytes([type], counted24(...parts));
const extension = (type: number, ...parts: readonly Part[]): Uint8Array => bytes(u16(type), counted16(...parts));

function clientHello(random: Random, suites: readonly number[], server: string, modern: boolean): Uint8Array {
  const name = extension(0, counted16([0], counted16(`${server}.hospital.example`)));
  const common = [
    extension(10, counted16(u16(29), u16(23), u16(24))),
    extension(11, counted8([0])),
    extension(13, counted16(u16(0x0403), u16(0x0804), u16(0x0401))),
    extension(16, counted16(counted8('h2'), counted8('http/1.1'))),
  ];
  const versions = [extension(43, counted8(u16(0x0304), u16(0x0303))), extension(51, counted16(keyShare(random)))];
  const extensions = counted16(name, ...common, ...(modern ? versions : []));
  const offered = counted16(...suites.map(u16));
  return message(1, [3, 3], random.bytes(32), counted8(random.bytes(32)), offered, [1, 0], extensions);
}

const keyShare = (random: Random): Uint8Array => bytes(u16(29), counted16(random.bytes(32)));

function modernAnswer(random: Random): Uint8Array {
  const extensions = counted16(extension(43, u16(0x0304)), extension(51, keyShare(random)));
  const hello = message(2, [3, 3], random.bytes(32), counted8(random.bytes(32)), u16(0x1301), [0], extensions);
  return bytes(record(HANDSHAKE, hello), CHANGE_CIPHER_SPEC, secret(1200));
}

function classicAnswer(random: Random, server: string): Uint8Array {
  const extensions = counted16(extension(11, counted8([0])));
  const hello = message(2, [3, 3], random.bytes(32), counted8(random.bytes(32)), u16(0xc02f), [0], extensions);
  const certificates = message(11, counted24(counted24(certificate(server))));
  return record(HANDSHAKE, hello, certificates, message(14));
}

const sequence = (...parts: readonly Part[]): Uint8Array => tlv(0x30, ...parts);

/** Well-formed in every field; the key and the signature are noise. */
function certificate(server: string): Uint8Array {
  const name = (common: string) => sequence(tlv(0x31, sequence(tlv(6, [0x55, 4, 3]), tlv(0x0c, common))));
  const sha256WithRsa = sequence(tlv(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b]), tlv(5));
  const rsa = sequence(tlv(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]), tlv(5));
  const modulus = tlv(2, [0], SECRET.subarray(255, 511));
  const key = sequence(rsa, tlv(3, [0], sequence(modulus, tlv(2, [1, 0, 1]))));
  const alternative = sequence(tlv(6, [0x55, 0x1d, 0x11]), tlv(4, sequence(tlv(0x82, `${server}.hospital.example`))));
  const body = sequence(
    tlv(0xa0, tlv(2, [2])),
    tlv(2, [0x11, 0x22]),
    sha256WithRsa,
    name('Hospital CA'),
    sequence(tlv(0x17, '250101000000Z'), tlv(0x17, '270101000000Z')),
    name(`${server}.hospital.example`),
    key,
    tlv(0xa3, sequence(alternative)),
  );
  return sequence(body, sha256WithRsa, tlv(3, [0], SECRET.subarray(0, 256)));
}
