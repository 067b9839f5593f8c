/** What the lines of a pulse oximeter tell: its serial number, and that a patient's values went through in the clear. */
import type { MasimoLine } from '../../dissect/protocols/masimo.ts';
import type { Notes } from '../notes.ts';

export function observeMasimo({ serial, fields }: MasimoLine, notes: Notes): void {
  notes.role('sender', 'pulse-oximeter');
  notes.attribute('sender', 'masimo-serial', serial);
  if (fields.length > 0) notes.data('observation', fields);
}
