/** What sensors see, as objects of STIX, so that patterns can be asked of it: conversations, look-ups of names, TLS and HTTP. */
import type { Fields } from '../../../lib/json-fields.ts';
import { isoTime } from '../../../lib/time.ts';
import type { Observation } from './observation.ts';

export interface FlowFact {
  /** Microseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly from: HostFact;
  readonly to: HostFact;
  /** As STIX names them, the lowest first, such as ipv4, tcp, http. */
  readonly protocols: readonly string[];
  readonly bytesFrom?: number | undefined;
  readonly bytesTo?: number | undefined;
  readonly packetsFrom?: number | undefined;
  readonly packetsTo?: number | undefined;
  readonly dns?: DnsFact | undefined;
  readonly tls?: TlsFact | undefined;
  readonly http?: HttpFact | undefined;
}

export interface HostFact {
  readonly address: string;
  readonly port?: number | undefined;
  readonly mac?: string | undefined;
}

export interface DnsFact {
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface TlsFact {
  readonly serverName?: string | undefined;
  readonly certificate?: CertificateFact | undefined;
}

export interface CertificateFact {
  readonly subject?: string | undefined;
  readonly issuer?: string | undefined;
  readonly serial?: string | undefined;
  readonly sha256?: string | undefined;
  readonly notBefore?: number | undefined;
  readonly notAfter?: number | undefined;
}

/** Of a request. A path can hold what names a patient: whoever makes these has taken it away. */
export interface HttpFact {
  readonly method: string;
  readonly host?: string | undefined;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function observationOf(fact: FlowFact): Observation {
  const objects = new Map<string, Fields>();
  const put = (id: string, object: Fields): string => {
    objects.set(id, object);
    return id;
  };
  const source = putHost(objects, 'src', fact.from);
  const target = putHost(objects, 'dst', fact.to);
  const names = fact.dns === undefined ? [] : [putName(objects, fact.dns)];
  const { serverName, certificate } = fact.tls ?? {};
  const host = fact.http?.host;
  for (const name of new Set([serverName, host])) {
    if (name !== undefined && fact.dns?.name !== name)
      put(`domain-name--${name}`, { type: 'domain-name', value: name });
  }
  if (certificate !== undefined) put('x509-certificate', certificateObject(certificate));
  if (fact.http !== undefined) put('url', { type: 'url', value: `http://${host ?? fact.to.address}${fact.http.path}` });
  put('network-traffic', {
    type: 'network-traffic',
    start: isoTime(fact.first),
    end: isoTime(fact.last),
    is_active: false,
    src_ref: source,
    dst_ref: target,
    src_port: fact.from.port,
    dst_port: fact.to.port,
    protocols: fact.protocols,
    src_byte_count: fact.bytesFrom,
    dst_byte_count: fact.bytesTo,
    src_packets: fact.packetsFrom,
    dst_packets: fact.packetsTo,
    encapsulates_refs: names,
    ...(fact.http !== undefined && { extensions: { 'http-request-ext': httpObject(fact.http) } }),
  });
  return { first: fact.first, last: fact.last, objects };
}

function putHost(objects: Map<string, Fields>, side: string, { address, mac }: HostFact): string {
  const type = address.includes(':') ? 'ipv6-addr' : 'ipv4-addr';
  const id = `${type}--${side}`;
  if (mac !== undefined) objects.set(`mac-addr--${side}`, { type: 'mac-addr', value: mac });
  objects.set(id, { type, value: address, ...(mac !== undefined && { resolves_to_refs: [`mac-addr--${side}`] }) });
  return id;
}

function putName(objects: Map<string, Fields>, { name, addresses }: DnsFact): string {
  const refs = addresses.map((address, index) => {
    const type = address.includes(':') ? 'ipv6-addr' : 'ipv4-addr';
    objects.set(`${type}--answer-${index}`, { type, value: address });
    return `${type}--answer-${index}`;
  });
  objects.set('domain-name--asked', { type: 'domain-name', value: name, resolves_to_refs: refs });
  return 'domain-name--asked';
}

const certificateObject = ({ subject, issuer, serial, sha256, notBefore, notAfter }: CertificateFact): Fields => ({
  type: 'x509-certificate',
  subject,
  issuer,
  serial_number: serial,
  ...(sha256 !== undefined && { hashes: { 'SHA-256': sha256 } }),
  ...(notBefore !== undefined && { validity_not_before: isoTime(notBefore) }),
  ...(notAfter !== undefined && { validity_not_after: isoTime(notAfter) }),
});

const httpObject = ({ method, path, headers }: HttpFact): Fields => ({
  request_method: method.toLowerCase(),
  request_value: path,
  request_header: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
});
