/** The first thing to do about an encrypted service, in words for whoever sets it up. */
import type { ServiceGrade } from './grade-service.ts';

/** `notAfter`: of its certificate. Null when nothing has to be done. */
export function adviceOf({ grade, objections, certificate }: ServiceGrade, notAfter: string | null): string | null {
  const forbidden = objections.filter(({ degree }) => degree === 'must not').map(({ what }) => what);
  if (forbidden.some((what) => /^(?:D?TLS|SSL) /.test(what))) {
    return 'Let it speak TLS 1.2 or later only. Where it cannot, ask its maker for an update, and until then let only the peers that need it reach it.';
  }
  if (forbidden.some((what) => what.startsWith('SSH 1 ')))
    return 'Let it speak SSH 2 only, or turn SSH off where nobody needs it.';
  if (forbidden.length > 0) return 'Take the forbidden algorithms out of its settings; what is left is stronger.';
  if (certificate?.state === 'expired') return 'Renew its certificate now: peers that check it refuse to connect.';
  if (certificate?.state === 'not-yet-valid') return 'Set its clock, or give it a certificate that is valid today.';
  if (certificate !== null && certificate.key !== null) return 'Have a new certificate made with a longer key.';
  if (certificate?.state === 'expires') return `Renew its certificate before ${notAfter?.slice(0, 10) ?? 'it ends'}.`;
  return grade === 'discouraged'
    ? 'Let its settings prefer ECDHE with AES-GCM (for SSH: curve25519 with AES-GCM or CTR); often that is one line.'
    : null;
}
