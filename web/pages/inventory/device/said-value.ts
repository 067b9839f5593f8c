/** What holds of a device: a person's word, or what was concluded. */
import type { WordField } from '../../../../src/inventory/decision.contract.ts';
import type { DeviceDetail } from '../../../../src/inventory/inventory.contract.ts';

export function valueOf({ device, row, words, name }: DeviceDetail, field: WordField): string | null {
  const word = words.find((it) => it.field === field);
  if (word !== undefined) return word.value;
  if (field === 'ward' || field === 'owner') return row[field];
  if (field === 'name') return name;
  if (field === 'type') return device.type === 'unknown' ? null : device.type;
  return device[field];
}
