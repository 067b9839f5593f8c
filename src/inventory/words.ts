/** What people said a device is: it wins over what is concluded, and is marked as theirs. */
import type { Device } from '../analysis/document.ts';
import { TAXONOMY } from './taxonomy.ts';

export interface Word {
  readonly field: string;
  readonly value: string;
  /** The name of the person. */
  readonly by: string;
}

const FIELDS = ['manufacturer', 'model', 'serial', 'software', 'os', 'udi'] as const;

/** The device with people's values; what was concluded stays in the provenance, as what speaks against them. */
export function withWords(device: Device, words: readonly Word[]): Device {
  return words.reduce(withWord, device);
}

function withWord(device: Device, { field, value, by }: Word): Device {
  const because = `${by} said so`;
  const said = (name: keyof Device['provenance'], what = value): Device['provenance'] => ({
    ...device.provenance,
    [name]: { value: what, because, evidence: [], conflicts: conflicts(device, name, what) },
  });
  if (field === 'name') {
    const names = [value, ...device.names.filter((name) => name !== value)];
    return { ...device, names, provenance: said('name') };
  }
  if (field === 'type') {
    const kind = TAXONOMY[value]?.class ?? device.class;
    const provenance = {
      ...said('type'),
      class: { value: kind, because, evidence: [], conflicts: conflicts(device, 'class', kind) },
    };
    return { ...device, type: value, class: kind, confidence: 1, provenance };
  }
  const known = FIELDS.find((name) => name === field);
  return known === undefined ? device : { ...device, [known]: value, provenance: said(known) };
}

function conflicts({ provenance }: Device, name: keyof Device['provenance'], value: string) {
  const concluded = provenance[name];
  return concluded === undefined || concluded.value === value ? [] : concluded.evidence;
}
