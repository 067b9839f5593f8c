/**
 * Protected health information (PHI): a value that names a patient, and that may be counted but never read.
 *
 * A dissector wraps such a value where it finds it. From there on nothing can get it back: it has no accessor, prints as
 * `[phi]` wherever it ends up by accident, and gives away only a hash under a key that nobody stores.
 */
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';

/** The secret under which patients are told apart for a while. 32 bytes. */
export type PatientKey = Uint8Array;

const SHOWN = '[phi]';

export class Phi {
  readonly #value: string;

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
    return createHmac('sha256', key).update(this.#value).digest().readBigUInt64BE();
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
