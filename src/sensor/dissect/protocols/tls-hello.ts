/**
 * The first messages of a TLS handshake, in which both ends say what they can and what they chose.
 *
 * @see RFC 8446 section 4.1, RFC 5246 section 7.4.1, RFC 6101 (SSL 3.0) and its appendix E (SSL 2.0 hello)
 */
import { Reader } from '../../../lib/reader.ts';
import { isGrease } from './tls-names.ts';

export interface Extension {
  readonly type: number;
  readonly body: Uint8Array;
}

export interface ClientHello {
  /** The one outside the extensions, which TLS 1.3 no longer counts up. */
  readonly legacyVersion: number;
  /** The highest it offers. */
  readonly version: number;
  readonly sessionId: Uint8Array;
  readonly ciphers: readonly number[];
  /** In its order, without what they hold. */
  readonly extensions: readonly number[];
  readonly serverName: string | undefined;
  /** As bytes: they need not be text. */
  readonly alpn: readonly Uint8Array[];
  readonly groups: readonly number[];
  readonly pointFormats: readonly number[];
  readonly signatureAlgorithms: readonly number[];
}

export interface ServerHello {
  readonly legacyVersion: number;
  readonly version: number;
  /** It asks for another ClientHello. */
  readonly retry: boolean;
  readonly sessionId: Uint8Array;
  readonly cipher: number;
  readonly extensions: readonly number[];
  readonly group: number | undefined;
  readonly alpn: Uint8Array | undefined;
  /** It goes on with a key that both had from before (TLS 1.3). */
  readonly preSharedKey: boolean;
}

export const SERVER_NAME = 0;
export const ALPN = 16;
const SUPPORTED_GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURE_ALGORITHMS = 13;
const PRE_SHARED_KEY = 41;
const SUPPORTED_VERSIONS = 43;
const KEY_SHARE = 51;
/** Where the drafts of TLS 1.3 before the 23rd had the key share. */
const OLD_KEY_SHARE = 40;

/** What a ServerHello has for random bytes when it is a HelloRetryRequest: RFC 8446 section 4.1.3. */
const RETRY = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');

/** `datagram`: DTLS puts a cookie between session id and cipher suites. */
export function readClientHello(body: Reader, datagram = false): ClientHello {
  const legacyVersion = body.u16();
  body.skip(32);
  const sessionId = body.bytes(body.u8());
  if (datagram) body.skip(body.u8());
  const ciphers = numbers(body.sub(body.u16()));
  body.skip(body.u8()); // compression
  const extensions = readExtensions(body);
  const of = (type: number) => new Reader(extensions.find((each) => each.type === type)?.body ?? NOTHING);
  const versions = list8(of(SUPPORTED_VERSIONS)).filter((version) => !isGrease(version));
  return {
    legacyVersion,
    version: highest(versions, legacyVersion),
    sessionId,
    ciphers,
    extensions: extensions.map(({ type }) => type),
    serverName: readServerName(of(SERVER_NAME)),
    alpn: readAlpn(of(ALPN)),
    groups: list16(of(SUPPORTED_GROUPS)),
    pointFormats: [...bytes8(of(POINT_FORMATS))],
    signatureAlgorithms: list16(of(SIGNATURE_ALGORITHMS)),
  };
}

/** The hello with which old clients asked SSL 2.0 servers and newer ones alike; its message type is already read. */
export function readOldClientHello(body: Reader): ClientHello {
  const version = body.u16();
  const suites = body.u16();
  const sessionId = body.u16();
  body.skip(2);
  const specs = body.sub(suites);
  const ciphers: number[] = [];
  while (specs.left > 0) ciphers.push(specs.u24());
  return {
    legacyVersion: version,
    version,
    sessionId: body.bytes(sessionId),
    ciphers,
    extensions: [],
    serverName: undefined,
    alpn: [],
    groups: [],
    pointFormats: [],
    signatureAlgorithms: [],
  };
}

export function readServerHello(body: Reader): ServerHello {
  const legacyVersion = body.u16();
  const retry = RETRY.equals(body.bytes(32));
  // The drafts of TLS 1.3 before the 22nd left out what only TLS 1.2 needs.
  const draft = legacyVersion >= 0x0304 && legacyVersion < 0xfe00;
  const sessionId = draft ? NOTHING : body.bytes(body.u8());
  const cipher = body.u16();
  if (!draft) body.skip(1);
  const extensions = readExtensions(body);
  const of = (type: number) => extensions.find((each) => each.type === type)?.body ?? NOTHING;
  const share = of(KEY_SHARE).length > 0 ? of(KEY_SHARE) : of(OLD_KEY_SHARE);
  const version = number(of(SUPPORTED_VERSIONS)) ?? legacyVersion;
  return {
    legacyVersion,
    version,
    retry,
    sessionId,
    cipher,
    extensions: extensions.map(({ type }) => type),
    group: isNewest(version) ? number(share) : undefined,
    alpn: readAlpn(new Reader(of(ALPN)))[0],
    preSharedKey: extensions.some(({ type }) => type === PRE_SHARED_KEY),
  };
}

/** Bounded by the message that holds them. SSL 3.0 and TLS 1.0 may end before any. */
function readExtensions(body: Reader): Extension[] {
  if (body.left === 0) return [];
  const all = body.sub(body.u16());
  const extensions: Extension[] = [];
  while (all.left > 0) extensions.push({ type: all.u16(), body: all.bytes(all.u16()) });
  return extensions;
}

/** @see RFC 6066 section 3 */
function readServerName(extension: Reader): string | undefined {
  if (extension.left === 0) return undefined;
  const names = extension.sub(extension.u16());
  while (names.left > 0) {
    const type = names.u8();
    const name = names.text(names.u16());
    if (type === 0) return name;
  }
  return undefined;
}

/** @see RFC 7301 section 3.1 */
function readAlpn(extension: Reader): Uint8Array[] {
  if (extension.left === 0) return [];
  const all = extension.sub(extension.u16());
  const names: Uint8Array[] = [];
  while (all.left > 0) names.push(all.bytes(all.u8()));
  return names;
}

const NOTHING = new Uint8Array();

const bytes8 = (extension: Reader): Uint8Array => (extension.left === 0 ? NOTHING : extension.bytes(extension.u8()));

const list8 = (extension: Reader): number[] => numbers(new Reader(bytes8(extension)));

const list16 = (extension: Reader): number[] => (extension.left === 0 ? [] : numbers(extension.sub(extension.u16())));

function numbers(reader: Reader): number[] {
  const all: number[] = [];
  while (reader.left > 1) all.push(reader.u16());
  return all;
}

const number = (bytes: Uint8Array): number | undefined => (bytes.length < 2 ? undefined : new Reader(bytes).u16());

/** Whether it is TLS 1.3, one of its drafts or DTLS 1.3. */
export const isNewest = (version: number): boolean => version === 0x0304 || version === 0xfefc || version >> 8 === 0x7f;

/** DTLS versions count downwards. */
function highest(versions: readonly number[], otherwise: number): number {
  if (versions.length === 0) return otherwise;
  return versions.some((version) => version >= 0xfe00) ? Math.min(...versions) : Math.max(...versions);
}
