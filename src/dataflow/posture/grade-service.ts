/** How well an encrypted service protects what it is told, from all that its peers agreed on with it. */
import type { Encryption } from '../../analysis/document.ts';
import { isPostQuantum, type Objection, objectionsOf } from './bcp195.ts';
import { type CertificateState, certificateState } from './certificate-state.ts';
import { gradeDicomTls, type ProfileGrade } from './dicom-profiles.ts';
import { sshObjections } from './ssh.ts';

/**
 * From worst to best. `forbidden`: a standard says it must not be so, or the certificate is no proof; `discouraged`: it should not, or soon
 * will not hold; `unknown`: too little was seen, or nobody has a rule for it; `sound`: nothing stands against it.
 */
export const GRADES = ['forbidden', 'discouraged', 'unknown', 'sound'] as const;
export type Grade = (typeof GRADES)[number];

/** One way in which peers and the service spoke. */
export type Seen = Pick<Encryption, 'kind' | 'version' | 'cipher' | 'group' | 'certificates'>;

export interface ServiceGrade {
  readonly grade: Grade;
  readonly objections: readonly Objection[];
  /** Of the certificate that the service shows; null when none was seen, as in TLS 1.3. */
  readonly certificate: CertificateState | null;
  /** Whether every key was agreed post-quantum; null when some was not seen. */
  readonly postQuantum: boolean | null;
  /** The profiles of DICOM PS3.15 that all peers together keep; null for what is no DICOM service. */
  readonly dicom: readonly ProfileGrade[] | null;
}

const TLS = ['tls', 'dtls', 'quic'];

/** `now`: milliseconds since 1970. */
export function gradeService(ways: readonly Seen[], isDicom: boolean, now: number): ServiceGrade {
  const objections = distinct(ways.flatMap(objectionsTo));
  const shown = ways.map(({ certificates }) => certificates[0]).find((each) => each !== undefined);
  const certificate = shown === undefined ? null : certificateState(shown, now);
  const quantum = ways.map(({ group }) => isPostQuantum(group));
  return {
    grade: gradeOf(ways, objections, certificate),
    objections,
    certificate,
    postQuantum: quantum.includes(false) ? false : quantum.includes(null) ? null : true,
    dicom: isDicom ? worstOf(ways.filter(({ kind }) => TLS.includes(kind)).map(gradeDicomTls)) : null,
  };
}

const objectionsTo = (seen: Seen): Objection[] =>
  seen.kind === 'ssh' ? sshObjections(seen) : TLS.includes(seen.kind) ? objectionsOf(seen) : [];

function distinct(objections: readonly Objection[]): Objection[] {
  const once = new Map(objections.map((objection) => [objection.what, objection]));
  return [...once.values()].toSorted((a, b) => rank(a) - rank(b));
}

const rank = ({ degree }: Objection): number => (degree === 'must not' ? 0 : 1);

function gradeOf(ways: readonly Seen[], objections: readonly Objection[], certificate: CertificateState | null): Grade {
  const bad =
    certificate !== null && (['expired', 'not-yet-valid'].includes(certificate.state) || certificate.key !== null);
  if (bad || objections.some(({ degree }) => degree === 'must not')) return 'forbidden';
  if (objections.length > 0 || certificate?.state === 'expires') return 'discouraged';
  const judged = ways.filter(({ kind, version }) => version !== null && (kind === 'ssh' || TLS.includes(kind)));
  return judged.length === 0 ? 'unknown' : 'sound';
}

/** Of each profile what the worst peer makes of it: one that breaks it is enough. */
function worstOf(each: readonly (readonly ProfileGrade[])[]): ProfileGrade[] {
  const order = ['broken', 'cannot tell', 'kept'] as const;
  return (each[0] ?? []).map((first, at) => {
    const all = each.map((grades) => grades[at] ?? first);
    return all.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0] ?? first;
  });
}
