/** What RADIUS tells: switches and access points that ask, servers that decide, and devices that want to join. */
import type { RadiusEvent } from '../../dissect/protocols/radius.ts';
import type { Notes } from '../notes.ts';

export function observeRadius(event: RadiusEvent, notes: Notes): void {
  notes.role('sender', `radius-${event.by}`);
  notes.role('receiver', event.by === 'client' ? 'radius-server' : 'radius-client');
  notes.action(event.name);
  if (event.password) notes.data('credential', ['User-Password']);
  if (event.by === 'client') notes.attribute('sender', 'radius-nas', event.nas);
  // The device itself is on the other side of the switch: this may be all that we see of it.
  if (event.station !== undefined) {
    notes.role({ mac: event.station }, 'radius-station');
    notes.attribute({ mac: event.station }, 'radius-network', event.network);
  }
}
