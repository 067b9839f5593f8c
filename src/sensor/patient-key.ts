/** The keys under which patients are told apart. */
import { createHash, randomBytes } from 'node:crypto';
import type { PatientKey } from '../lib/phi.ts';
import type { Frame } from './capture/frame.ts';

/** How long one is used while listening to a network, in microseconds. */
const MAX_KEY_AGE = 86_400_000_000;
const KEY_BYTES = 32;
const ID_BYTES = 8;

/** Derived from the capture's first frame: the same capture gives the same counts, and no two captures can be joined. */
export function keyFrom({ bytes, start, end, time }: Frame): PatientKey {
  const hash = createHash('sha256').update('wardline patient key').update(String(time));
  return hash.update(bytes.subarray(start, end)).digest();
}

/** Keys made by chance and kept nowhere else: what was counted under one can never be asked about again. */
export class PatientKeys {
  key: PatientKey = randomBytes(KEY_BYTES);
  /** Tells keys apart, and says nothing about them. */
  id = idOfKey();
  #born = NaN;

  /** Takes another key when a day has passed; `now` in microseconds. */
  renew(now: number): void {
    if (Number.isNaN(this.#born)) this.#born = now;
    if (Math.abs(now - this.#born) < MAX_KEY_AGE) return;
    this.#born = now;
    this.key = randomBytes(KEY_BYTES);
    this.id = idOfKey();
  }
}

function idOfKey(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}
