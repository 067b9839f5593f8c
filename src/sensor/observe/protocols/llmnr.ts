/** What LLMNR tells: who answers to a name. Anyone may, an attacker above all, so that it is taken with care. */
import type { LlmnrEvent } from '../../dissect/protocols/llmnr.ts';
import type { Notes } from '../notes.ts';

const CLAIMED = 0.6;

export function observeLlmnr(event: LlmnrEvent, notes: Notes): void {
  notes.action(event.kind === 'query' ? 'QUERY' : 'RESPONSE');
  if (event.kind === 'query') return;
  notes.role('sender', 'llmnr-responder');
  notes.attribute('sender', 'llmnr-name', event.name, CLAIMED);
  for (const address of event.addresses) notes.attribute({ address }, 'hostname', event.name, CLAIMED);
}
