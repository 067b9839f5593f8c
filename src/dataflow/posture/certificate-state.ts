/** What is wrong, or soon will be, with a certificate that a service shows. */
import type { Certificate } from '../../analysis/document.ts';

/** Days before the end at which people are told, the last warning first (features 2.01). */
export const WARNINGS = [7, 14, 30] as const;
const DAY_MS = 86_400_000;

export interface CertificateState {
  readonly state: 'valid' | 'expires' | 'expired' | 'not-yet-valid' | 'unreadable';
  /** Whole days until the end, negative after it; null when its time cannot be read. */
  readonly days: number | null;
  /** Of {@link WARNINGS}: the one that was passed; null when there is time. */
  readonly warning: number | null;
  readonly selfSigned: boolean;
  /** Why the key is too weak; null when it is not, or when nothing is known of it. */
  readonly key: string | null;
}

/** `now`: milliseconds since 1970. */
export function certificateState({ notBefore, notAfter, selfSigned, key }: Certificate, now: number): CertificateState {
  const [begin, end] = [Date.parse(notBefore), Date.parse(notAfter)];
  const common = { selfSigned, key: weaknessOf(key) };
  if (Number.isNaN(begin) || Number.isNaN(end)) return { ...common, state: 'unreadable', days: null, warning: null };
  const days = Math.floor((end - now) / DAY_MS);
  if (now < begin) return { ...common, state: 'not-yet-valid', days, warning: null };
  if (now >= end) return { ...common, state: 'expired', days, warning: WARNINGS[0] };
  const warning = WARNINGS.find((limit) => end - now <= limit * DAY_MS) ?? null;
  return { ...common, state: warning === null ? 'valid' : 'expires', days, warning };
}

/** RSA and DSA from 2048 bits, curves from 224 (RFC 9325 section 4.5; NIST SP 800-57 part 1). */
function weaknessOf(key: string): string | null {
  const bits = keyBits(key);
  if (bits === undefined) return null;
  const least = key.startsWith('EC') ? 224 : 2048;
  return bits < least ? `The key (${key}) is too short: ${least} bits are the least.` : null;
}

/** As the sensor names keys: `RSA 2048`, `EC P-256`. */
export function keyBits(key: string): number | undefined {
  const found = /^(?:RSA(?:-PSS)?|DSA) (\d+)$/.exec(key) ?? /^EC \D*(\d+)/.exec(key);
  return found === null ? undefined : Number(found[1]);
}
