/** Captures that were or are read: uploads, files and streams. */
import { z } from 'zod';
import { endpoint } from '../platform/http/endpoint.ts';

const count = z.number().int().min(0);
const id = z.coerce.number().int().min(0);
const time = z.string().describe('ISO 8601, UTC');

export const Capture = z
  .object({
    id: count,
    name: z.string().describe('The file, as it was called where it came from'),
    kind: z.enum(['capture', 'stream']),
    demo: z.boolean(),
    state: z
      .enum(['waiting', 'reading', 'done', 'broken-off', 'cancelled', 'set-aside'])
      .describe(
        '`broken-off`: what was read is kept, and the same capture sent again goes on from there. `set-aside`: reading it failed twice at the same place',
      ),
    trouble: z.string().nullable().describe('What was wrong with it or where it ended, in words'),
    started: time,
    ended: time.nullable(),
    by: z.string().nullable().describe('The name of the account that sent it'),
    consumed: count.describe('Bytes read'),
    size: count.nullable().describe('Bytes in all; null when only the end will tell'),
    format: z.string().nullable(),
    digest: z.string().nullable().describe('SHA-256 of the whole'),
    first: time.nullable().describe('The earliest packet'),
    last: time.nullable(),
    frames: count,
    bytes: count,
    loss: z.object({ gaps: count, unreadable: count, shed: count, untracked: count, oneWay: count }),
  })
  .meta({ id: 'ReadCapture' });

export const listCaptures = endpoint({
  method: 'GET',
  path: '/captures',
  summary: 'Captures that were read or are being read, the latest first',
  permission: 'capture:read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  output: z.object({ captures: z.array(Capture) }),
});

export const getCapture = endpoint({
  method: 'GET',
  path: '/captures/{id}',
  summary: 'One capture',
  permission: 'capture:read',
  input: z.object({ id }),
  output: Capture,
});

export const uploadCapture = endpoint({
  method: 'POST',
  path: '/captures',
  summary: 'Read a capture: pcap or pcapng, also packed with gzip or zstd. Answers when all of it was read',
  permission: 'capture:write',
  upload: 'application/vnd.tcpdump.pcap',
  input: z.object({
    name: z.string().min(1).max(255),
    size: z.coerce.number().int().min(0).optional().describe('Bytes in all, where the sender knows'),
    differs: z
      .enum(['true', 'false'])
      .default('false')
      .describe('It begins like a capture that was read, but is another one'),
  }),
  output: Capture,
});

export const cancelCapture = endpoint({
  method: 'POST',
  path: '/captures/{id}/cancel',
  summary: 'Stop reading a capture; what was read is kept',
  permission: 'capture:write',
  input: z.object({ id }),
  output: Capture,
});

export type Capture = z.infer<typeof Capture>;
