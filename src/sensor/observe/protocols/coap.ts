/** What CoAP tells: things that are asked, and who asks them. */
import type { CoapEvent } from '../../dissect/protocols/coap.ts';
import type { Notes } from '../notes.ts';

export function observeCoap(event: CoapEvent, notes: Notes): void {
  notes.role('sender', event.method === undefined ? 'coap-server' : 'coap-client');
  if (event.method !== undefined) notes.action(event.method);
}
