/** TLS handshakes to test with. The certificate was made for this file and its key thrown away. */
const u8 = (value: number) => Buffer.of(value);
const u16 = (value: number) => Buffer.of(value >> 8, value & 0xff);
const u24 = (value: number) => Buffer.of(value >> 16, (value >> 8) & 0xff, value & 0xff);
const vector8 = (...parts: readonly Uint8Array[]) => Buffer.concat([u8(Buffer.concat(parts).length), ...parts]);
const vector16 = (...parts: readonly Uint8Array[]) => Buffer.concat([u16(Buffer.concat(parts).length), ...parts]);
const vector24 = (...parts: readonly Uint8Array[]) => Buffer.concat([u24(Buffer.concat(parts).length), ...parts]);

export const record = (type: number, body: Uint8Array, version = 0x0303): Buffer =>
  Buffer.concat([u8(type), u16(version), vector16(body)]);
export const message = (type: number, body: Uint8Array): Buffer => Buffer.concat([u8(type), vector24(body)]);
export const extension = (type: number, ...body: readonly Uint8Array[]): Buffer =>
  Buffer.concat([u16(type), vector16(...body)]);

const RANDOM = Buffer.alloc(32, 0x5a);
export const SESSION = Buffer.alloc(32, 0x77);

export interface Hello {
  readonly version?: number;
  readonly session?: Uint8Array;
  readonly ciphers: readonly number[];
  readonly extensions?: readonly Uint8Array[];
}

export const clientHello = ({ version = 0x0303, session = SESSION, ciphers, extensions }: Hello): Buffer =>
  Buffer.concat([
    u16(version),
    RANDOM,
    vector8(session),
    vector16(...ciphers.map(u16)),
    vector8(u8(0)),
    ...(extensions === undefined ? [] : [vector16(...extensions)]),
  ]);

export const serverHello = (
  cipher: number,
  extensions: readonly Uint8Array[],
  { session = SESSION, random = RANDOM }: { readonly session?: Uint8Array; readonly random?: Uint8Array } = {},
): Buffer => Buffer.concat([u16(0x0303), random, vector8(session), u16(cipher), u8(0), vector16(...extensions)]);

export const serverName = (name: string): Buffer => extension(0, vector16(u8(0), vector16(Buffer.from(name))));
export const alpn = (...names: readonly (string | Uint8Array)[]): Buffer =>
  extension(16, vector16(...names.map((name) => vector8(Buffer.from(name)))));
export const list16 = (type: number, ...values: readonly number[]): Buffer =>
  extension(type, vector16(...values.map(u16)));
export const list8 = (type: number, ...values: readonly number[]): Buffer =>
  extension(type, vector8(...values.map(u16)));

export const CERTIFICATE = Buffer.from(
  'MIIB/DCCAaGgAwIBAgIUZDkVlMFWRJJ/3CQPyLAd77w1kdIwCgYIKoZIzj0EAwIwNjEZMBcGA1UECgwQRXhhbXBsZSBIb3NwaXRhbDEZMBcGA1UE' +
    'AwwQcGFjcy5leGFtcGxlLm9yZzAeFw0yNjExMjUxNjM1NDNaFw0zNjExMjIxNjM1NDNaMDYxGTAXBgNVBAoMEEV4YW1wbGUgSG9zcGl0YWwxGTAX' +
    'BgNVBAMMEHBhY3MuZXhhbXBsZS5vcmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATYjWPgCotKs+vBmt4vNRLPj3LdEfndpwxUH7wKWafXHHRr' +
    'NZPT4bK0L6p317sFqywiQu5arCz8hzm1zyg/f2Gfo4GMMIGJMB0GA1UdDgQWBBQ4r6b2i5+zImJUWg61k0pCPP6hYjAfBgNVHSMEGDAWgBQ4r6b2' +
    'i5+zImJUWg61k0pCPP6hYjAPBgNVHRMBAf8EBTADAQH/MDYGA1UdEQQvMC2CEHBhY3MuZXhhbXBsZS5vcmeCE2FyY2hpdmUuZXhhbXBsZS5vcmeH' +
    'BMAAAgcwCgYIKoZIzj0EAwIDSQAwRgIhAPQxPUNIpNM1S+MLZflzndPGsHUm53GPCsj/QpZurJgGAiEAp4EhR8pH5VtIWPOjGkbADmwzel+9ZYe4' +
    'NI1ZW04/UtY=',
  'base64',
);
export const certificates = (...all: readonly Uint8Array[]): Buffer => vector24(...all.map((each) => vector24(each)));

/** A ClientHello whose fingerprints are those of the JA4 specification's example. */
export const exampleHello = clientHello({
  ciphers: [
    0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d,
    0x002f, 0x0035,
  ],
  extensions: [
    extension(0x9a9a),
    extension(0x001b),
    serverName('pacs.example.org'),
    extension(0x0033),
    alpn('h2', 'http/1.1'),
    extension(0x4469),
    extension(0x0017),
    extension(0x002d),
    list16(0x000d, 0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601),
    extension(0x0005),
    extension(0x0023),
    extension(0x0012),
    list8(0x002b, 0x5a5a, 0x0304, 0x0303),
    extension(0xff01),
    extension(0x000b, vector8(u8(0))),
    list16(0x000a, 0x3a3a, 0x001d, 0x0017, 0x0018),
    extension(0x0015),
  ],
});

const cut = (bytes: Buffer, at: number): Buffer[] => [
  record(22, bytes.subarray(0, at)),
  record(22, bytes.subarray(at)),
];

/** TLS 1.2 with certificates on both sides and an elliptic curve, its messages cut over records. */
export const dialogue = [
  ['originator', record(22, message(1, exampleHello), 0x0301)],
  [
    'responder',
    Buffer.concat([
      record(22, message(2, serverHello(0xc02f, [extension(0xff01, u8(0)), alpn('h2')], { session: u8(1) }))),
      ...cut(message(11, certificates(CERTIFICATE, CERTIFICATE)), 300),
      record(
        22,
        Buffer.concat([
          message(12, Buffer.concat([u8(3), u16(0x001d), vector8(Buffer.alloc(32, 9)), u16(0x0804), vector16(RANDOM)])),
          message(13, Buffer.concat([vector8(u8(64)), vector16(u16(0x0804)), vector16()])),
          message(14, Buffer.alloc(0)),
        ]),
      ),
    ]),
  ],
  [
    'originator',
    Buffer.concat([
      record(22, message(11, certificates(CERTIFICATE))),
      record(22, message(16, vector8(Buffer.alloc(32, 8)))),
      record(20, u8(1)),
      record(22, Buffer.alloc(40, 0xe1)),
    ]),
  ],
  ['responder', Buffer.concat([record(20, u8(1)), record(22, Buffer.alloc(40, 0xe2))])],
  ['originator', record(23, Buffer.alloc(100, 0xe3))],
] as const;
