/** What OPC UA tells: applications, what they are called, and whether others can read along. */
import type { OpcuaEvent } from '../../dissect/protocols/opcua.ts';
import type { Notes } from '../notes.ts';

export function observeOpcua(event: OpcuaEvent, notes: Notes): void {
  if (event.kind === 'channel') {
    if (event.policy !== 'None') notes.encryption({ kind: 'opcua', cipher: event.policy });
  } else if (event.kind === 'service') {
    notes.role('sender', `opcua-${event.by}`);
    if (event.by === 'client') notes.action(event.name);
  } else {
    notes.attribute('sender', 'opcua-application-uri', event.uri);
    notes.attribute('sender', 'opcua-application-name', event.name);
    notes.attribute('sender', 'opcua-product-uri', event.product);
  }
}
