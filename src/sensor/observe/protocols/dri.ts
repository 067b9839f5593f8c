/** What records of the S/5 interface tell: which end is the monitor, its number, and that values went through in the clear. */
import type { DriRecord } from '../../dissect/protocols/dri.ts';
import type { Notes } from '../notes.ts';

export function observeDri(event: DriRecord, notes: Notes): void {
  if (event.request) notes.action(`request ${event.of}`);
  const [monitor, client] = event.request ? (['receiver', 'sender'] as const) : (['sender', 'receiver'] as const);
  notes.role(monitor, 'patient-monitor');
  notes.role(client, 'patient-monitor-client');
  if (event.request) return;
  if (event.plug !== 0) notes.attribute('sender', 'dri-plug-id', `${event.plug}`);
  if (event.level !== 0) notes.attribute('sender', 'dri-level', `${event.level}`);
  if (event.of !== 'network') notes.data('observation', [event.of]);
}
