/** What TLS says, and what its two directions know of each other. */
import type { ReadCertificate } from './tls-certificate.ts';

/** TLS itself, and what carries its handshake over datagrams. */
export type TlsProtocol = 'tls' | 'dtls' | 'quic';

/** What both directions know of each other. */
export interface TlsConversation {
  /** The one that the client proposed: it resumes when the server answers with the same. */
  sessionId: Uint8Array | undefined;
}

export type TlsEvent = TlsClientHello | TlsServerHello | TlsKeyExchange | TlsCertificates | TlsPlain;

export interface TlsClientHello {
  readonly protocol: TlsProtocol;
  readonly kind: 'client-hello';
  /** The highest it offers. */
  readonly version: string;
  readonly serverName: string | undefined;
  readonly alpn: readonly string[];
  /** SSL 2.0 hellos have none. */
  readonly ja3: string | undefined;
  readonly ja4: string | undefined;
  /** It is the second, as the server asked for. */
  readonly again: boolean;
}

export interface TlsServerHello {
  readonly protocol: TlsProtocol;
  readonly kind: 'server-hello';
  readonly version: string;
  /** Its IANA name; undefined when the client is still to choose (SSL 2.0). */
  readonly cipher: string | undefined;
  readonly group: string | undefined;
  readonly alpn: string | undefined;
  readonly ja3s: string | undefined;
  /** It goes on with keys of an earlier conversation. */
  readonly resumed: boolean;
  /** It asks for another ClientHello. */
  readonly retry: boolean;
}

/** With which group both ends agree on a key, where the ServerHello does not yet tell. */
export interface TlsKeyExchange {
  readonly protocol: TlsProtocol;
  readonly kind: 'key-exchange';
  readonly group: string;
}

export interface TlsCertificates {
  readonly protocol: TlsProtocol;
  readonly kind: 'certificates';
  readonly of: 'client' | 'server';
  /** The holder's first. */
  readonly certificates: readonly ReadCertificate[];
}

/** The server wants to see the client's certificate; from here on this side speaks encrypted. */
interface TlsPlain {
  readonly protocol: TlsProtocol;
  readonly kind: 'certificate-request' | 'encrypted';
}
