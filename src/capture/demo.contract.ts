/** The demo hospital: what plays while there is nothing else to show. */
import { z } from 'zod';
import { endpoint } from '../platform/http/endpoint.ts';

export const getDemo = endpoint({
  method: 'GET',
  path: '/demo',
  summary: 'Whether everything shown is the demo hospital, or there is nothing to show yet',
  permission: 'device:read',
  input: z.object({}),
  output: z.object({
    playing: z.boolean().describe('All that is shown is the demo hospital'),
    empty: z
      .boolean()
      .describe('Nothing was ever listened to or uploaded, and the demo is gone: a capture or an interface is wanted'),
  }),
});

export const removeDemo = endpoint({
  method: 'DELETE',
  path: '/demo',
  summary: 'Remove the demo hospital and all that was learned of it; nothing of yours is touched',
  permission: 'sensor:write',
  input: z.object({}),
  output: z.object({}),
});
