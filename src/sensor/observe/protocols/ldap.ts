/** What LDAP tells: which machine is a directory, and passwords that went through readably. */
import type { LdapEvent } from '../../dissect/protocols/ldap.ts';
import type { Notes } from '../notes.ts';
import { observeNtlmssp } from './ntlmssp.ts';

export function observeLdap(event: LdapEvent, notes: Notes): void {
  if (event.kind === 'operation') {
    notes.role('sender', `ldap-${event.by}`);
    if (event.by === 'client') notes.action(event.name);
    return;
  }
  if (event.method === 'simple' || event.method === 'PLAIN') notes.data('credential', [`LDAP ${event.method} bind`]);
  if (event.ntlm !== undefined) observeNtlmssp(event.ntlm, notes);
}
