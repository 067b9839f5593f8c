/**
 * Which software speaks TLS, told by what it offers and in which order.
 *
 * JA3 and JA3S are the definition of Salesforce; JA4 is the client fingerprint of FoxIO (BSD 3-Clause), without any other
 * of the JA4 family.
 *
 * @see https://github.com/salesforce/ja3, https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md
 */
import { hash } from 'node:crypto';
import type { TlsProtocol } from './tls-event.ts';
import { ALPN, type ClientHello, SERVER_NAME, type ServerHello } from './tls-hello.ts';
import { hex16, isGrease } from './tls-names.ts';

const CARRIERS: Readonly<Record<TlsProtocol, string>> = { tls: 't', dtls: 'd', quic: 'q' };

const meaningful = (values: readonly number[]): number[] => values.filter((value) => !isGrease(value));

export function ja3(hello: ClientHello): string {
  const fields = [hello.ciphers, hello.extensions, hello.groups].map((values) => meaningful(values).join('-'));
  return md5([hello.legacyVersion, ...fields, hello.pointFormats.join('-')].join(','));
}

export function ja3s(hello: ServerHello): string {
  return md5([hello.legacyVersion, hello.cipher, hello.extensions.join('-')].join(','));
}

export function ja4(hello: ClientHello, protocol: TlsProtocol): string {
  const ciphers = meaningful(hello.ciphers);
  const extensions = meaningful(hello.extensions);
  const sorted = extensions.filter((type) => type !== SERVER_NAME && type !== ALPN);
  const signatures = meaningful(hello.signatureAlgorithms).map(hex16).join(',');
  const destination = hello.extensions.includes(SERVER_NAME) ? 'd' : 'i';
  return [
    `${CARRIERS[protocol]}${VERSIONS.get(hello.version) ?? '00'}${destination}${twoDigits(ciphers)}${twoDigits(extensions)}${ends(hello.alpn[0])}`,
    sha256(list(ciphers)),
    sha256(signatures === '' ? list(sorted) : `${list(sorted)}_${signatures}`),
  ].join('_');
}

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0304, '13'],
  [0x0303, '12'],
  [0x0302, '11'],
  [0x0301, '10'],
  [0x0300, 's3'],
  [0x0002, 's2'],
  [0xfeff, 'd1'],
  [0xfefd, 'd2'],
  [0xfefc, 'd3'],
]);

const twoDigits = (values: readonly number[]): string => String(Math.min(values.length, 99)).padStart(2, '0');

const list = (values: readonly number[]): string => values.map(hex16).toSorted().join(',');

/** First and last character of the first ALPN value; of its hexadecimal form when one of the two is no letter or digit. */
function ends(alpn: Uint8Array | undefined): string {
  const [first, last] = [alpn?.at(0), alpn?.at(-1)];
  if (first === undefined || last === undefined) return '00';
  const [begin, end] = [String.fromCharCode(first), String.fromCharCode(last)];
  if (/^[0-9A-Za-z]{2}$/.test(begin + end)) return begin + end;
  return (first >> 4).toString(16) + (last & 0x0f).toString(16);
}

const md5 = (text: string): string => hash('md5', text);

const sha256 = (text: string): string => (text === '' ? '000000000000' : hash('sha256', text).slice(0, 12));
