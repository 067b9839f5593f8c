/** What Kerberos tells: machines of a realm, the server that they log in at, and tickets under a broken cipher. */
import type { KerberosEvent } from '../../dissect/protocols/kerberos-message.ts';
import type { Notes } from '../notes.ts';

/** Ciphers whose tickets a password list opens within hours. */
const WEAK = /^(des|rc4)/;

export function observeKerberos(event: KerberosEvent, notes: Notes): void {
  notes.protocol('kerberos');
  notes.role('sender', `kerberos-${event.by}`);
  if (event.by === 'server') {
    for (const cipher of event.ciphers)
      if (WEAK.test(cipher)) notes.attribute('sender', 'kerberos-weak-cipher', cipher);
    return;
  }
  notes.action(event.name);
  notes.attribute('sender', 'kerberos-realm', event.realm);
  notes.attribute('sender', 'kerberos-machine', event.machine);
}
