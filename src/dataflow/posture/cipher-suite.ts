/** What the name of a TLS cipher suite says (IANA, TLS Cipher Suites; RFC 5246 appendix C, RFC 8446 appendix B.4). */

export interface CipherSuite {
  /** How the key is agreed: `RSA` is sent encrypted to the server; `DHE` and `ECDHE` are forgotten afterwards. Empty in TLS 1.3. */
  readonly keyExchange: string;
  /** `anon` when nobody proves who he is. Empty in TLS 1.3. */
  readonly authentication: string;
  readonly cipher: string;
  /** An attacker has to try two to the power of so many keys; 0 when nothing is encrypted. */
  readonly bits: number;
  /** Empty for a stream. */
  readonly mode: string;
  /** Whether one algorithm both encrypts and protects from change. */
  readonly aead: boolean;
  readonly hash: string;
  readonly tls13: boolean;
}

const OLD = /^TLS_([A-Za-z0-9_]+)_WITH_(.+)$/;
const NEW = /^TLS_((?:AES|CHACHA20|SM4|AEGIS)_.+)$/;
const CIPHER =
  /^(NULL|RC4|RC2|IDEA|DES40|DES|3DES_EDE|AES|CAMELLIA|ARIA|SEED|SM4|CHACHA20|AEGIS)(?:_(?:CBC_)?(\d+L?))?(?:_(CBC|GCM|CCM_8|CCM|POLY1305))?(?:_(MD5|SHA\d*|SM3|NULL))?$/;

/** Of ciphers whose name does not say it; 3DES is as good as 112 (NIST SP 800-57 part 1, table 2). */
const BITS: Readonly<Record<string, number>> = {
  NULL: 0,
  DES40: 40,
  DES: 56,
  '3DES_EDE': 112,
  IDEA: 128,
  SEED: 128,
  SM4: 128,
  CHACHA20: 256,
};
const AEAD = ['GCM', 'CCM', 'CCM_8', 'POLY1305'];

/** Undefined for a name that is none of the registry's, `GREASE` or a number among them. */
export function readCipherSuite(name: string): CipherSuite | undefined {
  const [, exchange, rest] = OLD.exec(name) ?? [];
  if (exchange !== undefined && rest !== undefined) {
    const exported = exchange.endsWith('_EXPORT');
    const [keyExchange = '', authentication = keyExchange] = partsOf(exported ? exchange.slice(0, -7) : exchange);
    const cipher = cipherOf(rest);
    return cipher && { keyExchange, authentication, ...cipher, tls13: false };
  }
  const [, text] = NEW.exec(name) ?? [];
  const cipher = text === undefined ? undefined : cipherOf(text);
  return cipher && { keyExchange: '', authentication: '', ...cipher, tls13: true };
}

/** `ECDHE_RSA` and `DH_anon` are two words, `RSA` and `PSK` both at once. */
function partsOf(exchange: string): string[] {
  const [keyExchange = '', ...rest] = exchange.split('_');
  return rest.length === 0 ? [keyExchange] : [keyExchange, rest.join('_')];
}

function cipherOf(text: string): Pick<CipherSuite, 'cipher' | 'bits' | 'mode' | 'aead' | 'hash'> | undefined {
  const found = CIPHER.exec(text);
  if (found === null) return undefined;
  const [, cipher = '', size, mode = /_CBC_/.test(text) ? 'CBC' : '', hash = ''] = found;
  const bits = size === undefined ? BITS[cipher] : Number.parseInt(size, 10);
  if (bits === undefined) return undefined;
  return { cipher, bits, mode, aead: AEAD.includes(mode) || cipher === 'AEGIS', hash };
}
