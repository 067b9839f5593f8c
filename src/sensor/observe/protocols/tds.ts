/** What SQL Server tells: servers and their version, machines and programs that log in, and passwords in the open. */
import type { TdsEvent } from '../../dissect/protocols/tds.ts';
import type { Notes } from '../notes.ts';
import { observeNtlmssp } from './ntlmssp.ts';

export function observeTds(event: TdsEvent, notes: Notes): void {
  if (event.kind === 'ntlm') observeNtlmssp(event.ntlm, notes);
  else if (event.kind === 'login') {
    notes.role('sender', 'tds-client');
    notes.action('login');
    notes.attribute('sender', 'tds-client-name', event.host);
    notes.attribute('sender', 'tds-application', event.application);
    if (event.password) notes.data('credential', ['LOGIN7 password']);
  } else {
    notes.role('sender', `tds-${event.by}`);
    if (event.by === 'server') notes.attribute('sender', 'tds-version', event.version);
  }
}
