/**
 * SSL 2.0, which nobody should speak any more: its hellos tell who still does.
 *
 * Clients of long ago also opened newer versions with its hello and went on in TLS records.
 *
 * @see RFC 6101 appendix E, RFC 6176
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, take } from '../dissector.ts';
import { readCertificate } from './tls-certificate.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { ja4 } from './tls-fingerprint.ts';
import { readOldClientHello } from './tls-hello.ts';
import { versionName } from './tls-names.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 4;
const SSL_2 = 0x0002;
const X509 = 1;
const SSL_2_CIPHERS: ReadonlyMap<number, string> = new Map([
  [0x010080, 'SSL_CK_RC4_128_WITH_MD5'],
  [0x020080, 'SSL_CK_RC4_128_EXPORT40_WITH_MD5'],
  [0x030080, 'SSL_CK_RC2_128_CBC_WITH_MD5'],
  [0x040080, 'SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5'],
  [0x050080, 'SSL_CK_IDEA_128_CBC_WITH_MD5'],
  [0x060040, 'SSL_CK_DES_64_CBC_WITH_MD5'],
  [0x0700c0, 'SSL_CK_DES_192_EDE3_CBC_WITH_MD5'],
]);

/** Whether `head` begins with a hello in the old form: two bytes of length, of which the first bit is set. */
export function isOldHello(head: Uint8Array): boolean | undefined {
  const [, , type, high, low, versionHigh, versionLow] = head;
  if (type === undefined) return undefined;
  if (type === SERVER_HELLO) {
    // session hit, kind of certificate, version
    if ((high !== undefined && high > 1) || (low !== undefined && low > X509)) return false;
    if (versionHigh !== undefined && versionHigh !== 0) return false;
    return versionLow === undefined ? undefined : versionLow === SSL_2;
  }
  if (type !== CLIENT_HELLO) return false;
  if (high !== undefined && high !== 0 && high !== 3) return false;
  if (low !== undefined && (high === 0 ? low !== SSL_2 : low > 4)) return false;
  if (head.length < 11) return undefined;
  const reader = new Reader(head);
  const length = reader.u16() & 0x7fff;
  reader.skip(3);
  const [suites, session, challenge] = [reader.u16(), reader.u16(), reader.u16()];
  return suites % 3 === 0 && challenge >= 16 && 9 + suites + session + challenge === length;
}

/** Reads the hello of which `start`, its first five bytes, is taken; whether TLS records follow. */
export function* readOldHello(start: Reader, conversation: TlsConversation, emit: Emit<TlsEvent>): Reading<boolean> {
  if (isOldHello(start.whole) === false) throw new Violation('not an SSL 2.0 hello');
  const length = start.u16() & 0x7fff;
  const type = start.u8();
  if (length < 9) throw new Violation(`an SSL 2.0 hello of ${length} bytes`);
  const rest = yield* take(length - 3);
  const body = new Reader(Buffer.concat([start.rest(), rest.rest()]));
  if (type === SERVER_HELLO) {
    readServerHello(body, emit);
    return false;
  }
  const hello = readOldClientHello(body);
  conversation.sessionId = hello.sessionId;
  emit({
    protocol: 'tls',
    kind: 'client-hello',
    version: versionName(hello.version),
    serverName: undefined,
    alpn: [],
    ja3: undefined,
    // None of what it offers is in TLS's lists, so that the fingerprint counts nothing; the version is the one it wants.
    ja4: ja4({ ...hello, ciphers: [] }, 'tls'),
    again: false,
  });
  return hello.version !== SSL_2;
}

function readServerHello(body: Reader, emit: Emit<TlsEvent>): void {
  const resumed = body.u8() === 1;
  const kind = body.u8();
  const version = body.u16();
  const [certificateLength, suites] = [body.u16(), body.u16()];
  body.skip(2);
  const certificate = kind === X509 ? readCertificate(body.bytes(certificateLength)) : undefined;
  // It lists all that it has in common with the client, who chooses where we do not read.
  const only = suites === 3 ? SSL_2_CIPHERS.get(body.u24()) : undefined;
  emit({
    protocol: 'tls',
    kind: 'server-hello',
    version: versionName(version),
    cipher: only,
    group: undefined,
    alpn: undefined,
    ja3s: undefined,
    resumed,
    retry: false,
  });
  if (certificate !== undefined) {
    emit({ protocol: 'tls', kind: 'certificates', of: 'server', certificates: [certificate] });
  }
}
