/** What MEDIBUS tells: the machine, who asks it, and that a patient's values are handed out in the clear. */
import type { MedibusEvent } from '../../dissect/protocols/medibus.ts';
import type { Notes } from '../notes.ts';

export function observeMedibus(event: MedibusEvent, notes: Notes): void {
  if (event.kind === 'device') {
    // Machines ask the computer as well: that it has a name does not make it the machine.
    notes.attribute('sender', 'medibus-device', event.id);
    notes.attribute('sender', 'medibus-name', event.name);
    notes.attribute('sender', 'medibus-revision', event.revision);
  } else if (event.kind === 'command') {
    notes.action(event.code);
    if (event.of === 'control') return;
    notes.role('receiver', 'medibus-device');
    notes.role('sender', 'medibus-client');
  } else if (event.of !== 'control') {
    notes.role('sender', 'medibus-device');
    notes.role('receiver', 'medibus-client');
    notes.data('observation', [event.code]);
  }
}
