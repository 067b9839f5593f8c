/** Reads the certificate and key of TLS from PEM files, and says in words what is wrong with them. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { AppError } from '../../lib/errors.ts';

export interface Certificate {
  /** PEM, with whatever intermediate certificates follow. */
  readonly cert: string;
  readonly key: string;
  /** Host names and addresses that it is for, as a browser writes them; `*.` stands for any one label. */
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** @throws AppError when a file is missing, unreadable or no PEM, when the two do not belong together, or out of its time. */
export function readCertificate(certFile: string, keyFile: string, now = Date.now()): Certificate {
  const cert = readPem(certFile, 'certificate');
  const key = readPem(keyFile, 'key');
  const parsed = parseCertificate(cert, certFile);
  if (!parsed.checkPrivateKey(privateKey(key, keyFile))) {
    throw new AppError('invalid', `The key in ${keyFile} does not belong to the certificate in ${certFile}.`);
  }
  const [from, expires] = [Date.parse(parsed.validFrom), Date.parse(parsed.validTo)];
  if (now >= expires) throw new AppError('invalid', `The certificate in ${certFile} expired on ${parsed.validTo}.`);
  if (now < from) {
    throw new AppError(
      'invalid',
      `The certificate in ${certFile} is not valid before ${parsed.validFrom}: check the clock.`,
    );
  }
  const names = namesOf(parsed);
  if (names.length === 0) {
    throw new AppError('invalid', `The certificate in ${certFile} names no host (subjectAltName): browsers refuse it.`);
  }
  usable({ cert, key }, certFile);
  return { cert, key, names, expires };
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a folder',
};

function readPem(file: string, what: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? WHY[String(error.code)] : undefined;
    if (why === undefined) throw error;
    throw new AppError('invalid', `The TLS ${what} ${file} cannot be read: ${why}.`, { cause: error });
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new AppError('invalid', `${file} holds no TLS ${what} in PEM, which begins with -----BEGIN.`);
}

/** OpenSSL's own errors have a code of their own, or are plain errors that name its library. */
function isOpenSsl(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (('code' in error && /^ERR_(?:OSSL|SSL|CRYPTO|TLS|MISSING)/.test(String(error.code))) ||
      error.message.startsWith('error:'))
  );
}

function parseCertificate(cert: string, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch (error) {
    if (!isOpenSsl(error)) throw error;
    throw new AppError('invalid', `${file} holds no certificate that can be read.`, { cause: error });
  }
}

function privateKey(key: string, file: string): KeyObject {
  try {
    return createPrivateKey(key);
  } catch (error) {
    if (!isOpenSsl(error)) throw error;
    const encrypted = key.includes('ENCRYPTED');
    const why = encrypted
      ? 'is encrypted with a passphrase: store it without one'
      : 'holds no private key that can be read';
    throw new AppError('invalid', `${file} ${why}.`, { cause: error });
  }
}

/** What only shows when it is used, such as a key too short for TLS today. */
function usable(pair: { cert: string; key: string }, file: string): void {
  try {
    createSecureContext(pair);
  } catch (error) {
    if (!isOpenSsl(error)) throw error;
    throw new AppError('invalid', `The certificate in ${file} cannot be used: ${error.message}.`, { cause: error });
  }
}

/** @see RFC 5280, section 4.2.1.6; addresses of the sixth version stand in brackets, as in an address line. */
function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  return subjectAltName.split(', ').flatMap((entry) => {
    const [, kind, value] = /^(DNS|IP Address):(.+)$/.exec(entry) ?? [];
    if (kind === undefined || value === undefined) return [];
    if (kind === 'DNS' || !value.includes(':')) return [value.toLowerCase()];
    return [new URL(`http://[${value}]`).hostname];
  });
}
