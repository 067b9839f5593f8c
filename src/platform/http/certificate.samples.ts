/** Self-signed certificates, made for one test each. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

interface Wish {
  readonly names?: readonly string[];
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
}

const HOUR = 3_600_000;

/** A certificate and its key in PEM. @see RFC 5280, section 4.1 */
export function selfSigned({ names = ['localhost'], from = Date.now() - HOUR, to = Date.now() + HOUR }: Wish = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = der(0x30, der(0x31, der(0x30, oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('wardline test')))));
  const alternatives = der(0x30, ...names.map((it) => der(0x82, Buffer.from(it))));
  const extension = der(0x30, oid(0x55, 0x1d, 0x11), der(0x04, alternatives));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    algorithm,
    name,
    der(0x30, time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(names.length === 0 ? [] : [der(0xa3, der(0x30, extension))]),
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', body, privateKey));
  const cert = pem('CERTIFICATE', der(0x30, body, algorithm, signature));
  return { cert, key: pemOf(privateKey) };
}

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });

const pem = (kind: string, bytes: Buffer) =>
  `-----BEGIN ${kind}-----\n${bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${kind}-----\n`;

const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes));

/** UTCTime, which is what RFC 5280 wants until 2049. */
const time = (at: number) => {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(digits.slice(2)));
};

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
}
