/**
 * Protected health information (PHI): a value that names a patient, and that may be counted but never read.
 *
 * A dissector wraps such a value where it finds it. From there on nothing can get it back: it has no accessor, prints as
 * `[phi]` wherever it ends up by accident, and gives away only a hash under a key that nobody stores.
 */
import { hash } from 'node:crypto';
import { inspect } from 'node:util';

/** The secret under which patients are told apart for a while. 32 bytes. */
export type PatientKey = Uint8Array;

const SHOWN = '[phi]';

export class Phi {
  readonly #value: string;
  /** One message often tells several kinds of data of the same patient: the hash is made for the first. */
  #hash: { readonly key: PatientKey; readonly bits: bigint } | undefined;

  private constructor(value: string) {
    this.#value = value;
  }

  /** Wraps what identifies a patient; undefined when there is nothing in it. Case and outer spaces do not count. */
  static of(value: string): Phi | undefined {
    const normal = value.trim().toUpperCase();
    return normal === '' ? undefined : new Phi(normal);
  }

  /** 64 bits that are equal for equal values under the same key, and say nothing else. */
  hash(key: PatientKey): bigint {
    if (this.#hash?.key !== key) this.#hash = { key, bits: hmac(key, this.#value).readBigUInt64BE() };
    return this.#hash.bits;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

/** Bytes in a block of SHA-256, and what HMAC masks the key with. @see RFC 2104 section 2 */
const BLOCK = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC-SHA-256 by two hashes in one call each: `createHmac` costs several objects of OpenSSL and four times as long, and
 * there are hundreds of thousands of patients in a day's traffic. The key is no longer than a block.
 */
function hmac(key: PatientKey, value: string): Buffer {
  const text = Buffer.from(value);
  return hash('sha256', masked(key, OUTER, hash('sha256', masked(key, INNER, text), 'buffer')), 'buffer');
}

function masked(key: PatientKey, mask: number, text: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(BLOCK + text.length).fill(mask, 0, BLOCK);
  for (let at = 0; at < key.length; at++) bytes[at] = (key[at] ?? 0) ^ mask;
  bytes.set(text, BLOCK);
  return bytes;
}
