/** What a person may say of a device, and what each is called. */
import type { WordField } from '../../../../src/inventory/decision.contract.ts';
import { typeLabel } from '../../../../src/inventory/device-name.ts';

interface WordFieldDescription {
  readonly title: string;
  readonly hint: string;
}

export const WORD_FIELDS: Readonly<Record<WordField, WordFieldDescription>> = {
  name: { title: 'Name', hint: 'As people here call it, such as CT 2' },
  type: { title: 'Type', hint: 'What kind of device it is' },
  manufacturer: { title: 'Maker', hint: 'As it stands on the label' },
  model: { title: 'Model', hint: 'As it stands on the label' },
  serial: { title: 'Serial number', hint: 'As it stands on the label' },
  software: { title: 'Software', hint: 'Its version, as the device shows it' },
  os: { title: 'Operating system', hint: 'With its version, if you know it' },
  udi: { title: 'Unique device identifier', hint: 'As it stands below the barcode' },
  ward: { title: 'Ward', hint: 'Such as Imaging or ICU 2' },
  owner: { title: 'Who answers for it', hint: 'A team or a person' },
};

/** What a field of a device is called, also one that nobody can give. */
export function fieldTitle(field: string): string {
  for (const [name, { title }] of Object.entries(WORD_FIELDS)) if (name === field) return title;
  return field === 'class' ? 'Kind' : typeLabel(field);
}
