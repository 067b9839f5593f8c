/**
 * Grades a connection against the secure transport profiles of DICOM PS3.15 annex B. Only what two peers agreed on is seen, so that a
 * profile is kept by this connection or broken by it; what else the product would agree to, the wire does not tell.
 */
import type { Encryption } from '../../analysis/document.ts';
import { groupBits, objectionsOf } from './bcp195.ts';
import { keyBits } from './certificate-state.ts';
import { type CipherSuite, readCipherSuite } from './cipher-suite.ts';

export interface Profile {
  readonly id: string;
  readonly title: string;
  /** Of PS3.15. */
  readonly section: string;
  /** Retired profiles are still what many products speak. */
  readonly retired: boolean;
}

export interface ProfileGrade extends Profile {
  readonly verdict: 'kept' | 'broken' | 'cannot tell';
  /** Why it is broken, or what was not seen; empty when it is kept. */
  readonly why: readonly string[];
}

type Seen = Pick<Encryption, 'kind' | 'version' | 'cipher' | 'group' | 'certificates'>;
/** What is broken, given what was seen whole. */
type Rule = (seen: Seen, suite: CipherSuite) => readonly (string | undefined)[];

const BASIC = 'TLS_RSA_WITH_3DES_EDE_CBC_SHA';
const AES = 'TLS_RSA_WITH_AES_128_CBC_SHA';

/** Today's first, then the retired from the latest to the oldest. */
const PROFILES: readonly (Profile & { readonly rule: Rule })[] = [
  {
    id: 'modified-bcp195-9325',
    title: 'Modified BCP 195 RFC 8996, 9325 TLS',
    section: 'B.13',
    retired: false,
    rule: (seen, suite) => [
      ...forbidden(seen),
      suite.aead
        ? undefined
        : `${seen.cipher} is not among the permitted suites, which encrypt and protect from change in one`,
      suite.tls13 || /^(?:DHE|ECDHE)$/.test(suite.keyExchange)
        ? undefined
        : 'the key is not agreed anew each time (DHE or ECDHE)',
      suite.tls13 || /^(?:RSA|ECDSA)$/.test(suite.authentication)
        ? undefined
        : 'the server proves itself by neither RSA nor ECDSA',
      /^(?:AES|CAMELLIA|CHACHA20)$/.test(suite.cipher) ? undefined : `${suite.cipher} is not a permitted cipher`,
      ...shortKeys(seen, { field: 2048, curve: 255, rsa: 2048, ec: 256 }),
    ],
  },
  {
    id: 'bcp195-9325',
    title: 'BCP 195 RFC 8996, 9325 TLS',
    section: 'B.12',
    retired: false,
    rule: (seen) => [...forbidden(seen), ...shortKeys(seen, { field: 2048, curve: 224, rsa: 2048, ec: 224 })],
  },
  {
    id: 'extended-bcp195',
    title: 'Extended BCP 195 TLS',
    section: 'B.11',
    retired: true,
    rule: (seen, suite) => [
      ...forbidden(seen),
      !suite.tls13 && /^(?:DHE|ECDHE)$/.test(suite.keyExchange) && suite.cipher === 'AES' && suite.mode === 'GCM'
        ? undefined
        : `${seen.cipher} is not among its suites (DHE or ECDHE with AES in GCM)`,
      ...shortKeys(seen, { field: 2048, curve: 255, rsa: 2048, ec: 256 }),
    ],
  },
  {
    id: 'non-downgrading-bcp195',
    title: 'Non-Downgrading BCP 195 TLS',
    section: 'B.10',
    retired: true,
    rule: (seen, suite) => [
      ...forbidden(seen),
      suite.bits >= 128 ? undefined : `${seen.cipher} is weaker than its suites`,
    ],
  },
  {
    id: 'bcp195',
    title: 'BCP 195 TLS',
    section: 'B.9',
    retired: true,
    // RFC 7525 advised against TLS 1.0 and 1.1 and did not forbid them.
    rule: (seen) => forbidden(seen).filter((why) => !/^TLS 1\.[01] is spoken/.test(why)),
  },
  {
    id: 'aes',
    title: 'AES TLS',
    section: 'B.3',
    retired: true,
    rule: ({ cipher }) => [
      cipher === AES || cipher === BASIC ? undefined : `${cipher} is not among its suites (${AES}, else ${BASIC})`,
    ],
  },
  {
    id: 'basic',
    title: 'Basic TLS',
    section: 'B.1',
    retired: true,
    rule: ({ cipher }) => [cipher === BASIC ? undefined : `${cipher} is not its suite (${BASIC})`],
  },
];

/** For each profile of PS3.15 that is built on TLS, today's first. */
export function gradeDicomTls(seen: Seen): ProfileGrade[] {
  const suite = seen.cipher === null ? undefined : readCipherSuite(seen.cipher);
  return PROFILES.map(({ rule, ...profile }) => {
    if (suite === undefined || seen.version === null) {
      const missing =
        seen.version === null ? 'its beginning was not seen' : `the suite ${seen.cipher ?? ''} is not known`;
      return { ...profile, verdict: 'cannot tell', why: [missing] };
    }
    const why = rule(seen, suite).filter((each) => each !== undefined);
    return { ...profile, verdict: why.length === 0 ? 'kept' : 'broken', why };
  });
}

function forbidden(seen: Seen): string[] {
  return objectionsOf(seen)
    .filter(({ degree }) => degree === 'must not')
    .map(({ what }) => what);
}

interface Least {
  readonly field: number;
  readonly curve: number;
  readonly rsa: number;
  readonly ec: number;
}

/** Of the group, and of the server's own certificate. */
function shortKeys({ group, certificates }: Seen, least: Least): string[] {
  const why: string[] = [];
  const size = group === null ? undefined : groupBits(group);
  const field = group !== null && /^ffdhe/i.test(group);
  if (size !== undefined && size < (field ? least.field : least.curve)) why.push(`the group ${group} is too small`);
  const key = certificates[0]?.key;
  const bits = key === undefined ? undefined : keyBits(key);
  if (key !== undefined && bits !== undefined && bits < (key.startsWith('EC') ? least.ec : least.rsa)) {
    why.push(`the key of the certificate (${key}) is too short`);
  }
  return why;
}
