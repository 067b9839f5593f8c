/** A device as other pages mention it: enough to name it, draw it and lead to it. */
import { z } from 'zod';
import { type AnalysisDocument, DeviceClass } from '../analysis/document.ts';
import { deviceName } from './device-name.ts';

export const DeviceRef = z
  .object({
    id: z.string().nullable().describe('Null for an address that nothing was ever heard from'),
    name: z.string(),
    class: DeviceClass,
    type: z.string(),
    external: z.boolean().describe('Beyond the last router'),
  })
  .meta({ id: 'DeviceRef' });

export type DeviceRef = z.infer<typeof DeviceRef>;

/** A lookup of references; what is no device is named by its address. */
export function deviceRefs({ devices }: AnalysisDocument): (id: string | null, address: string) => DeviceRef {
  const refs = new Map<string | null, DeviceRef>();
  for (const device of devices) {
    const { id, class: kind, type, scope } = device;
    refs.set(id, { id, name: deviceName(device), class: kind, type, external: scope === 'external' });
  }
  return (id, address) =>
    refs.get(id) ?? { id: null, name: address, class: 'unknown', type: 'unknown', external: false };
}
