/** The key under which the patients of a capture are told apart. */
import { createHash } from 'node:crypto';
import type { PatientKey } from '../lib/phi.ts';
import type { Frame } from './capture/frame.ts';

/** Derived from the capture's first frame: the same capture gives the same counts, and no two captures can be joined. */
export function keyFrom({ bytes, start, end, time }: Frame): PatientKey {
  const hash = createHash('sha256').update('wardline patient key').update(String(time));
  return hash.update(bytes.subarray(start, end)).digest();
}
