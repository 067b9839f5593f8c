/** What the greetings of FTP and SMTP servers tell, and what is done in clear. */
import type { LineEvent } from '../../dissect/protocols/starttls.ts';
import type { Notes } from '../notes.ts';

export function observeLines(event: LineEvent, notes: Notes): void {
  const { protocol } = event;
  if (event.kind === 'greeting') {
    notes.role('sender', `${protocol}-server`);
    notes.role('receiver', `${protocol}-client`);
    return notes.attribute('sender', `${protocol}-banner`, event.text);
  }
  notes.action(event.verb);
  if (event.secret) notes.data('credential', [event.verb]);
}
