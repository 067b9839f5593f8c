/** What people say of devices: which are one, what they are, whether they belong here. All of it can be undone. */
import { z } from 'zod';
import { endpoint, listOf } from '../platform/http/endpoint.ts';
import { DeviceRef } from './device-ref.ts';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 6 });
/** As many as one can check by eye, and a page of the list. */
const devices = z.array(z.string()).min(1).max(1000);
const note = z.string().trim().max(500).default('');
const place = z.string().trim().min(1).max(100).nullable();

export const DecisionKind = z.enum(['merge', 'split', 'approve', 'withdraw', 'assign']).meta({ id: 'DecisionKind' });

export const Decision = z
  .object({
    id: z.string(),
    kind: DecisionKind,
    says: z.string().describe('In a sentence'),
    anchors: z.array(z.string()).describe('Addresses that were united, or taken away from the others'),
    devices: count.describe('How many devices it concerned'),
    note: z.string(),
    at: time,
    by: z.string().describe('The name of the person'),
    undone: time.nullable(),
    undoneBy: z.string().nullable(),
  })
  .meta({ id: 'Decision' });

/** What a value can be given to. */
export const WordField = z.enum([
  'name',
  'type',
  'manufacturer',
  'model',
  'serial',
  'software',
  'os',
  'udi',
  'ward',
  'owner',
]);

export const Word = z
  .object({
    field: WordField,
    value: z.string(),
    concluded: z.string().nullable().describe('What Wardline concluded by itself'),
    at: time,
    by: z.string().describe('The name of the person'),
    reason: z.string(),
  })
  .meta({ id: 'Word' });

export const Approval = z
  .object({
    at: time,
    by: z.string().describe('The name of the person'),
    differences: z
      .array(z.object({ field: z.string(), approved: z.string().nullable(), now: z.string().nullable() }))
      .describe('What has become different since'),
  })
  .meta({ id: 'Approval' });

export const mergeDevices = endpoint({
  method: 'POST',
  path: '/devices/merge',
  summary: 'Say that devices are one thing; can be undone',
  permission: 'device:write',
  input: z.object({ devices: z.array(z.string()).min(2).max(20), note }),
  output: z.object({ decision: Decision, device: DeviceRef }),
});

export const splitDevice = endpoint({
  method: 'POST',
  path: '/devices/{id}/split',
  summary: 'Say that some of its addresses are another thing; can be undone',
  permission: 'device:write',
  input: z.object({
    id: z.string(),
    anchors: z.array(z.string()).min(1).max(100).describe('As GET /devices/{id}/addresses names them'),
    note,
  }),
  output: z.object({ decision: Decision, device: DeviceRef.describe('The new one') }),
});

export const undoDecision = endpoint({
  method: 'POST',
  path: '/decisions/{id}/undo',
  summary: 'Take a decision back: what it did is put right, and it is kept as undone',
  permission: 'device:write',
  input: z.object({ id: z.string() }),
  output: z.object({ decision: Decision }),
});

export const listDecisions = endpoint({
  method: 'GET',
  path: '/decisions',
  summary: 'What people decided, the latest first',
  permission: 'device:read',
  input: z.object({
    kind: listOf(DecisionKind),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({ decisions: z.array(Decision), next: z.string().nullable() }),
});

export const setWord = endpoint({
  method: 'PUT',
  path: '/devices/{id}/words/{field}',
  summary: 'Give a device a value: it wins over what is concluded, and is marked',
  permission: 'device:write',
  input: z.object({ id: z.string(), field: WordField, value: z.string().trim().min(1).max(200), reason: note }),
  output: z.object({ word: Word }),
});

export const deleteWord = endpoint({
  method: 'DELETE',
  path: '/devices/{id}/words/{field}',
  summary: 'Take back a given value: what is concluded holds again',
  permission: 'device:write',
  input: z.object({ id: z.string(), field: WordField }),
  output: z.object({ field: WordField, value: z.string().nullable().describe('What holds now') }),
});

export const approveDevices = endpoint({
  method: 'POST',
  path: '/devices/approve',
  summary: 'Say that devices belong here as they are, or take that back; what they become later is shown against it',
  permission: 'device:write',
  input: z.object({ devices, approved: z.boolean().default(true), note }),
  output: z.object({ decision: Decision }),
});

export const assignDevices = endpoint({
  method: 'PATCH',
  path: '/devices',
  summary: 'Say where devices stand, or who answers for them; null takes it away, what is left out stays',
  permission: 'device:write',
  input: z.object({ devices, ward: place.optional(), owner: place.optional(), note }),
  output: z.object({ decision: Decision }),
});

export type Decision = z.infer<typeof Decision>;
export type DecisionKind = z.infer<typeof DecisionKind>;
export type Word = z.infer<typeof Word>;
export type WordField = z.infer<typeof WordField>;
export type Approval = z.infer<typeof Approval>;
