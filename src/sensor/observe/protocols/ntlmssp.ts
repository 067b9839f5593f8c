/** What an NTLM log-in tells of the one who sent the message, whichever protocol carries it. */
import type { Ntlmssp } from '../../dissect/protocols/ntlmssp.ts';
import type { Notes } from '../notes.ts';

export function observeNtlmssp(ntlm: Ntlmssp, notes: Notes): void {
  notes.attribute('sender', 'smb-os', ntlm.os);
  // A challenge names the server. What a client writes is its own word, and may be anything.
  notes.attribute('sender', 'ntlm-hostname', ntlm.computer, ntlm.type === 'challenge' ? 0.95 : 0.8);
  if (ntlm.type === 'challenge') {
    notes.attribute('sender', 'ntlm-domain', ntlm.domain);
    notes.attribute('sender', 'ntlm-dns-name', ntlm.dnsComputer);
  }
  // The answer to a challenge is not the password, and is no use to who replays it: a deed, and no readable credential.
  if (ntlm.user) notes.action('LOGIN');
}
