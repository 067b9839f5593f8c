/** What BCP 195 (RFC 8996, RFC 9325) has against a connection as it was negotiated. */
import type { Encryption } from '../../analysis/document.ts';
import { readCipherSuite } from './cipher-suite.ts';

export interface Objection {
  /** Whether the standard forbids it or advises against it. */
  readonly degree: 'must not' | 'should not';
  /** One sentence for a person who is to change it. */
  readonly what: string;
  readonly source: string;
}

/** What of a connection is judged. */
export type Negotiated = Pick<Encryption, 'kind' | 'version' | 'cipher' | 'group'>;

const mustNot = (what: string, source: string): Objection => ({ degree: 'must not', what, source });
const shouldNot = (what: string, source: string): Objection => ({ degree: 'should not', what, source });

/** The gravest first. For TLS, DTLS and QUIC; nothing is said about what was not seen. */
export function objectionsOf(negotiated: Negotiated): Objection[] {
  return [
    ...versionObjections(negotiated),
    ...cipherObjections(negotiated.cipher),
    ...groupObjections(negotiated.group),
  ].toSorted((a, b) => Number(a.degree === 'should not') - Number(b.degree === 'should not'));
}

function versionObjections({ kind, version }: Negotiated): Objection[] {
  if (version === null) return [];
  if (version === 'SSL 2.0') return [mustNot('SSL 2.0 is spoken, which is broken.', 'RFC 6176')];
  if (version === 'SSL 3.0') return [mustNot('SSL 3.0 is spoken, which is broken.', 'RFC 7568')];
  if (version === '1.0' || version === '1.1') {
    return [
      mustNot(`${kind === 'dtls' ? 'DTLS' : 'TLS'} ${version} is spoken, which was withdrawn in 2021.`, 'RFC 8996'),
    ];
  }
  return [];
}

function cipherObjections(name: string | null): Objection[] {
  const suite = name === null ? undefined : readCipherSuite(name);
  if (suite === undefined || name === null) return [];
  const { keyExchange, authentication, cipher, bits, mode } = suite;
  const found: Objection[] = [];
  if (cipher === 'NULL')
    found.push(mustNot('Nothing is encrypted: the suite only protects from change.', 'RFC 9325 section 4.1'));
  else if (bits < 112)
    found.push(mustNot(`${cipher} with ${bits} bits can be broken by trying all keys.`, 'RFC 9325 section 4.1'));
  if (cipher === 'RC4') found.push(mustNot('RC4 is used, which leaks what it encrypts.', 'RFC 7465'));
  if (/anon/i.test(authentication)) {
    found.push(mustNot('Neither side proves who it is, so anybody can stand between them.', 'RFC 9325 section 5.1'));
  }
  if (bits >= 112 && bits < 128) {
    found.push(
      shouldNot(
        'Triple DES is used: its blocks are so short that long sessions give text away.',
        'RFC 9325 section 4.1',
      ),
    );
  }
  if (keyExchange === 'RSA') {
    found.push(
      shouldNot(
        'Who gets the server’s key later can read what is recorded today (no forward secrecy).',
        'RFC 9325 section 4.1',
      ),
    );
  }
  if (/^(?:DH|ECDH)$/.test(keyExchange) && !/anon/i.test(authentication)) {
    found.push(
      shouldNot('The key is agreed with a number that never changes (no forward secrecy).', 'RFC 9325 section 4.1'),
    );
  }
  if (keyExchange === 'DHE') {
    found.push(
      shouldNot(
        'The key is agreed by finite-field Diffie-Hellman, often with numbers that are too small.',
        'RFC 9325 section 4.1',
      ),
    );
  }
  if (mode === 'CBC') {
    found.push(
      shouldNot(
        'Encryption and protection from change are separate steps (CBC), which has been attacked many times.',
        'RFC 9325 section 4.1',
      ),
    );
  }
  return found;
}

/** Bits of the numbers a group works with, where its name says them. */
export function groupBits(group: string): number | undefined {
  const field = /^ffdhe(\d+)$/i.exec(group);
  if (field !== null) return Number(field[1]);
  const curve = /(?:sec[pt]|brainpoolP|P-)(\d+)/i.exec(group);
  if (curve !== null) return Number(curve[1]);
  return /25519/.test(group) ? 255 : /x?448/i.test(group) ? 448 : undefined;
}

function groupObjections(group: string | null): Objection[] {
  const bits = group === null ? undefined : groupBits(group);
  if (group === null || bits === undefined) return [];
  if (/^ffdhe/i.test(group)) {
    return bits < 2048 ? [mustNot(`The group ${group} is too small.`, 'RFC 9325 section 4.4')] : [];
  }
  return bits < 224 ? [shouldNot(`The curve ${group} is too small.`, 'RFC 9325 section 4.4')] : [];
}

/** Whether the key was agreed so that no later quantum computer works it out of a recording (TLS groups and SSH methods); null when not seen. */
export function isPostQuantum(group: string | null): boolean | null {
  return group === null ? null : /MLKEM|Kyber|sntrup/i.test(group);
}
