/** What SIP tells of telephones and their servers. */
import type { SipEvent } from '../../dissect/protocols/sip.ts';
import type { Notes } from '../notes.ts';

export function observeSip({ method, userAgent, server, passedOn }: SipEvent, notes: Notes): void {
  // A proxy hands on what the telephone behind it wrote.
  notes.attribute('sender', 'sip-user-agent', userAgent, passedOn ? 0.5 : 0.9);
  notes.attribute('sender', 'sip-server', server, 0.7);
  if (method !== undefined) notes.action(method);
}
