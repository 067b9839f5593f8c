/** What the greeting of a Telnet server tells, and that passwords go through readably. */
import type { TelnetEvent } from '../../dissect/protocols/telnet.ts';
import type { Notes } from '../notes.ts';

export function observeTelnet(event: TelnetEvent, notes: Notes): void {
  notes.role('sender', 'telnet-server');
  notes.role('receiver', 'telnet-client');
  if (event.kind === 'password') notes.data('credential', ['Telnet password']);
  else notes.attribute('sender', 'telnet-banner', event.text);
}
