/** What is known of a conversation when it is over: the sensor's second product, beside observations. */
import type { Endpoint, FrameRef } from './observation.ts';

export type Transport = 'tcp' | 'udp' | 'icmp' | 'sctp' | 'other';

export interface ConversationRecord {
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly transport: Transport;
  readonly protocol: string | null;
  /** The frame it begins with. */
  readonly opened: FrameRef;
  /** Microseconds since 1970. */
  readonly last: number;
  /** Client to server, server to client. */
  readonly packets: readonly [number, number];
  /** On the wire, client to server, server to client. */
  readonly bytes: readonly [number, number];
  /** Whether the server sent something, or the client acknowledged something that the server must have sent. */
  readonly answered: boolean;
  /** Bytes of the streams that the capture does not hold. */
  readonly missing: number;
  readonly encryption: Encryption | null;
  readonly data: readonly DataItem[];
  readonly actions: readonly Action[];
}

/** How a conversation is protected. What is not known is null, or absent where the analysis document lets it be. */
export interface Encryption {
  readonly kind: 'tls' | 'dtls' | 'quic' | 'ssh' | 'smb' | 'snmpv3' | 'wireguard' | 'ipsec' | 'openvpn' | 'opcua';
  readonly version?: string | null;
  readonly cipher?: string | null;
  readonly group?: string | null;
  readonly serverName?: string | null;
  readonly alpn?: string | null;
  readonly ja3?: string;
  readonly ja3s?: string;
  readonly ja4?: string;
  readonly certificates?: readonly Certificate[];
  /** The server asked the client for a certificate as well. */
  readonly clientCertificate?: boolean;
  /** It went on with the keys of an earlier conversation. */
  readonly resumed?: boolean;
}

/** @see RFC 5280 */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses of the subject alternative name. */
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Such as `RSA 2048` or `EC P-256`. */
  readonly key: string;
  readonly selfSigned: boolean;
}

export type DataCategory =
  | 'patient-identity'
  | 'imaging'
  | 'observation'
  | 'order'
  | 'document'
  | 'schedule'
  | 'administrative'
  | 'medication'
  | 'credential';

/** A kind of data that went through in readable form: field names and counts, never a value. */
export interface DataItem {
  readonly category: DataCategory;
  /** The standard's own names, such as `PID-5` or `(0010,0010)`. */
  readonly fields: readonly string[];
  /** How many messages, objects or log-ins held some. */
  readonly items: number;
  /** How many different patients they named. */
  readonly patients: number;
  /** Who sent it. */
  readonly from: readonly ('client' | 'server')[];
  /** Where it was first seen. */
  readonly first: FrameRef;
}

/** A kind of data in one window of time. */
export interface DataPart extends DataItem {
  /** What `Sketch` unites to the number of different patients, of parts of the same `key`; absent where there are none. */
  readonly sketch?: string;
  /** Tells apart under which key patients were hashed. Not the key. */
  readonly key?: string;
}

export interface Action {
  /** The protocol's own word, such as `C-STORE`, `ORU^R01` or `GET`. */
  readonly verb: string;
  readonly count: number;
}
