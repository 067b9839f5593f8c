/** A device as other pages mention it: enough to name it, draw it and lead to it. */
import { z } from 'zod';
import { DeviceClass } from '../analysis/document.ts';

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
