/**
 * Reads what a certificate says of its holder. It does not judge whether one should believe it.
 *
 * @see RFC 5280, RFC 5246 section 7.4.2
 */
import { hash, type KeyObject, X509Certificate } from 'node:crypto';
import { BoundedMap } from '../../../lib/bounded-map.ts';
import type { Reader } from '../../../lib/reader.ts';

export interface ReadCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Such as `RSA 2048` or `EC P-256`. */
  readonly key: string;
  /** Whether it names itself as its issuer. */
  readonly selfSigned: boolean;
}

/** More of a chain, more names and longer ones are not read: nobody needs them, and a peer could send millions. */
const MAX_CERTIFICATES = 10;
const MAX_CERTIFICATE = 65_536;
const MAX_NAMES = 100;
const MAX_NAME = 256;
const MAX_KNOWN = 1024;

/** The chain in a Certificate message of TLS 1.2 and older: the holder first. What cannot be decoded is left out. */
export function readCertificates(body: Reader): ReadCertificate[] {
  const all = body.sub(body.u24());
  const certificates: ReadCertificate[] = [];
  for (let count = 0; count < MAX_CERTIFICATES && all.left > 0; count++) {
    const certificate = readCertificate(all.bytes(all.u24()));
    if (certificate !== undefined) certificates.push(certificate);
  }
  return certificates;
}

/** Undefined for what OpenSSL does not accept as a certificate. */
export function readCertificate(der: Uint8Array): ReadCertificate | undefined {
  if (der.length > MAX_CERTIFICATE) return undefined;
  return known.ensure(hash('sha256', der), () => ({ certificate: decoded(der) })).certificate;
}

/** By their hashes, those that were read: a server shows the same one in each conversation, and decoding takes long. */
const known = new BoundedMap<string, { readonly certificate: ReadCertificate | undefined }>(MAX_KNOWN);

function decoded(der: Uint8Array): ReadCertificate | undefined {
  return accepted(() => {
    const certificate = new X509Certificate(der);
    const { subject, issuer, subjectAltName } = certificate;
    return {
      subject: oneLine(subject),
      issuer: oneLine(issuer),
      names: alternatives(subjectAltName ?? ''),
      notBefore: iso(certificate.validFromDate),
      notAfter: iso(certificate.validToDate),
      key: accepted(() => keyName(certificate.publicKey)) ?? 'unknown',
      selfSigned: subject === issuer,
    };
  });
}

/** What `read` says, unless OpenSSL refuses the bytes. */
function accepted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^ERR_(OSSL|CRYPTO|INVALID)/.test(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}

const iso = (date: Date): string => (Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString());

/** A distinguished name from Node's form, a line for each part. */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ').slice(0, MAX_NAME);

/** DNS names and addresses from OpenSSL's form: `DNS:pacs.example.org, IP Address:192.0.2.7`. */
function alternatives(text: string): string[] {
  return text
    .split(', ')
    .slice(0, MAX_NAMES)
    .flatMap((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1]?.slice(0, MAX_NAME) ?? []);
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

function keyName(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const curve = details?.namedCurve;
  if (type === 'ec') return `EC ${curve === undefined ? 'unnamed curve' : (CURVES[curve] ?? curve)}`;
  const bits = details?.modulusLength;
  const name = (type ?? 'unknown').toUpperCase().replace(/^ED(\d+)$/, 'Ed$1');
  return bits === undefined ? name : `${name} ${bits}`;
}
