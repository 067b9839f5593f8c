/** How well what two devices say is protected from whoever listens on the network. */
import type { ConversationEntry } from '../analysis/document.ts';

/**
 * From worst to best. `exposed`: patient data or credentials that anyone on the way can read; `clear`: readable, nothing of
 * the kind seen; `weak`: encrypted in a way that is broken or withdrawn; `unknown`: not understood, so perhaps encrypted.
 */
export const PROTECTIONS = ['exposed', 'weak', 'clear', 'unknown', 'encrypted'] as const;
export type Protection = (typeof PROTECTIONS)[number];

/** Withdrawn by RFC 8996 (TLS 1.0, 1.1), RFC 7568 (SSL 3.0) and RFC 6176 (SSL 2.0); SSH 1 by RFC 4251. */
const WITHDRAWN = /^(?:ssl|dtls ?1\.0|tls ?1\.[01]|1\.[01]$|[23]\.0$)/i;

export function protectionOf({ encryption, data, protocol }: ConversationEntry): Protection {
  if (encryption === null) {
    if (data.length > 0) return 'exposed';
    return protocol === null ? 'unknown' : 'clear';
  }
  const { kind, version } = encryption;
  const weak = kind === 'ssh' ? version?.startsWith('1.') && version !== '1.99' : WITHDRAWN.test(version ?? '');
  return weak ? 'weak' : 'encrypted';
}

export function worst(a: Protection, b: Protection): Protection {
  return PROTECTIONS.indexOf(a) < PROTECTIONS.indexOf(b) ? a : b;
}
