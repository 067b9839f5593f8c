/** What stands against an SSH connection as it was negotiated: RFC 9142 (key exchange), RFC 8758 (RC4), and attacks that are known. */
import type { Negotiated, Objection } from './bcp195.ts';

/** RFC 9142 table 12: what MUST NOT and SHOULD NOT be agreed on any more. */
const FORBIDDEN_EXCHANGES = ['rsa1024-sha1'];
const DISCOURAGED_EXCHANGES = [
  'diffie-hellman-group1-sha1',
  'diffie-hellman-group-exchange-sha1',
  'gss-group1-sha1',
  'gss-gex-sha1',
];

export function sshObjections({ version, cipher, group }: Negotiated): Objection[] {
  const found: Objection[] = [];
  if (version !== null && version.startsWith('1.') && version !== '1.99') {
    found.push({ degree: 'must not', what: 'SSH 1 is spoken, which is broken.', source: 'RFC 4251 section 1' });
  }
  if (cipher?.startsWith('arcfour') === true) {
    found.push({ degree: 'must not', what: 'RC4 is used, which leaks what it encrypts.', source: 'RFC 8758' });
  }
  if (cipher === 'none')
    found.push({ degree: 'must not', what: 'Nothing is encrypted.', source: 'RFC 4253 section 6.3' });
  if (group !== null && FORBIDDEN_EXCHANGES.includes(group)) {
    found.push({ degree: 'must not', what: `The key is agreed by ${group}, which can be broken.`, source: 'RFC 9142' });
  }
  if (group !== null && DISCOURAGED_EXCHANGES.includes(group)) {
    found.push({ degree: 'should not', what: `The key is agreed by ${group}, which is weak.`, source: 'RFC 9142' });
  }
  if (cipher?.endsWith('-cbc') === true) {
    found.push({
      degree: 'should not',
      what: `${cipher} gives text away to who can try often.`,
      source: 'CVE-2008-5161',
    });
  }
  return found;
}
