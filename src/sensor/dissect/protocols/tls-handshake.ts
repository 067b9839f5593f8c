/**
 * The handshake of TLS: puts messages together from records and says what each of them tells.
 *
 * @see RFC 8446 section 4, RFC 5246 section 7.4
 */
import { Backlog } from '../../../lib/backlog.ts';
import { latin1, Reader, Violation } from '../../../lib/reader.ts';
import type { Emit } from '../dissector.ts';
import { readCertificates } from './tls-certificate.ts';
import { cipherName } from './tls-cipher-suites.ts';
import type { TlsConversation, TlsEvent, TlsProtocol } from './tls-event.ts';
import { ja3, ja3s, ja4 } from './tls-fingerprint.ts';
import { isNewest, readClientHello, readServerHello } from './tls-hello.ts';
import { groupName, versionName } from './tls-names.ts';

/** The longest message that is put together. Certificate chains of half this size were seen. */
const MAX_MESSAGE = 131_071;

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const SERVER_KEY_EXCHANGE = 12;
const CERTIFICATE_REQUEST = 13;

const NAMED_CURVE = 3;

interface Message {
  readonly type: number;
  readonly body: Reader;
}

/** Records cut messages as they like: several in one, one over several. */
export class HandshakeMessages {
  readonly #backlog = new Backlog();
  #next: { readonly type: number; readonly length: number } | undefined;

  /** The messages that `fragment` completes. Bounded by its bytes: each round takes four of them or more. */
  *push(fragment: Reader): Generator<Message> {
    this.#backlog.push(fragment.rest());
    for (;;) {
      this.#next ??= this.#header();
      if (this.#next === undefined || this.#backlog.size < this.#next.length) return;
      const { type, length } = this.#next;
      this.#next = undefined;
      yield { type, body: new Reader(this.#backlog.take(length)) };
    }
  }

  #header(): { readonly type: number; readonly length: number } | undefined {
    if (this.#backlog.size < 4) return undefined;
    const header = new Reader(this.#backlog.take(4));
    const type = header.u8();
    const length = header.u24();
    if (length > MAX_MESSAGE) throw new Violation(`a handshake message of ${length} bytes`);
    return { type, length };
  }
}

/** One direction's messages. */
export class Handshake {
  readonly #conversation: TlsConversation;
  readonly #emit: Emit<TlsEvent>;
  readonly #protocol: TlsProtocol;
  #speaker: 'client' | 'server' | undefined;
  #cipher = '';
  #hellos = 0;

  constructor(conversation: TlsConversation, emit: Emit<TlsEvent>, protocol: TlsProtocol = 'tls') {
    this.#protocol = protocol;
    this.#conversation = conversation;
    this.#emit = emit;
  }

  read(type: number, body: Reader): void {
    if (type === CLIENT_HELLO) this.#clientHello(body);
    else if (type === SERVER_HELLO) this.#serverHello(body);
    else if (type === CERTIFICATE) this.#certificates(body);
    else if (type === SERVER_KEY_EXCHANGE) this.#keyExchange(body);
    else if (type === CERTIFICATE_REQUEST) this.#emit({ protocol: this.#protocol, kind: 'certificate-request' });
  }

  #clientHello(body: Reader): void {
    const hello = readClientHello(body, this.#protocol === 'dtls');
    this.#speaker = 'client';
    this.#conversation.sessionId = hello.sessionId;
    this.#hellos += 1;
    this.#emit({
      protocol: this.#protocol,
      kind: 'client-hello',
      version: versionName(hello.version),
      serverName: hello.serverName,
      alpn: hello.alpn.map(latin1),
      ja3: ja3(hello),
      ja4: ja4(hello, this.#protocol),
      again: this.#hellos > 1,
    });
  }

  #serverHello(body: Reader): void {
    const hello = readServerHello(body);
    const { sessionId } = this.#conversation;
    const echoed = hello.sessionId.length > 0 && sessionId !== undefined && same(sessionId, hello.sessionId);
    // TLS 1.3 echoes every session id, so that middleboxes think that they know what goes on.
    const resumed = hello.preSharedKey || (echoed && !isNewest(hello.version));
    this.#speaker = 'server';
    this.#cipher = cipherName(hello.cipher);
    this.#emit({
      protocol: this.#protocol,
      kind: 'server-hello',
      version: versionName(hello.version),
      cipher: this.#cipher,
      group: hello.group === undefined ? undefined : groupName(hello.group),
      alpn: hello.alpn === undefined ? undefined : latin1(hello.alpn),
      ja3s: ja3s(hello),
      resumed,
      retry: hello.retry,
    });
  }

  #certificates(body: Reader): void {
    if (this.#speaker === undefined) return;
    const certificates = readCertificates(body);
    if (certificates.length > 0) {
      this.#emit({ protocol: this.#protocol, kind: 'certificates', of: this.#speaker, certificates });
    }
  }

  /** What is in it depends on the cipher suite: RFC 5246 section 7.4.3, RFC 8422 section 5.4, RFC 5489 section 2. */
  #keyExchange(body: Reader): void {
    const elliptic = this.#cipher.startsWith('TLS_ECDH');
    if (!elliptic && !/^TLS_DHE?_/.test(this.#cipher)) return;
    if (this.#cipher.includes('_PSK_')) body.skip(body.u16());
    if (!elliptic) {
      this.#emit({ protocol: this.#protocol, kind: 'key-exchange', group: `DH ${bits(body.bytes(body.u16()))}` });
    } else if (body.u8() === NAMED_CURVE) {
      this.#emit({ protocol: this.#protocol, kind: 'key-exchange', group: groupName(body.u16()) });
    }
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** How long a number is, without the zeros before it. */
function bits(number: Uint8Array): number {
  const zeros = number.findIndex((byte) => byte !== 0);
  return zeros < 0 ? 0 : (number.length - zeros) * 8 - (Math.clz32(number[zeros] ?? 0) - 24);
}
