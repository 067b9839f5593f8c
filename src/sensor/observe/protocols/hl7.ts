/** What HL7 version 2 messages tell of the systems that exchange them. */
import type { Hl7Event } from '../../dissect/protocols/hl7.ts';
import type { Notes } from '../notes.ts';

export function observeHl7(event: Hl7Event, notes: Notes): void {
  if (event.kind !== 'message') return;
  notes.action(event.type);
  notes.attribute('sender', 'hl7-application', event.sendingApplication);
  notes.attribute('receiver', 'hl7-application', event.receivingApplication);
}
