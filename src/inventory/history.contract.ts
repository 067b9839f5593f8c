/** What can be asked about how devices were over time: changes, presence, addresses, activity, use. */
import { z } from 'zod';
import { endpoint, listOf } from '../platform/http/endpoint.ts';
import { DeviceRef } from './device-ref.ts';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 6 });
const device = z.object({ id: z.string() });
const page = z.object({
  cursor: z.string().max(60).optional().describe('`next` of the page before; absent for the first'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const FrameRef = z.object({ capture: count, frame: z.int().min(1) });

/** Hours and weekdays are those of this zone. */
const zone = z
  .string()
  .max(60)
  .refine(isZone, 'A time zone is a name such as Europe/Rome')
  .optional()
  .describe("A time zone such as Europe/Rome; absent, this machine's");

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * `here`: heard within 15 minutes. `quiet`: within a day. `gone`: longer ago. `unwatched`: no sensor listens at the moment,
 * so nobody knows.
 */
export const PresenceState = z.enum(['here', 'quiet', 'gone', 'unwatched']).meta({ id: 'PresenceState' });

export const PresenceNow = z
  .object({
    state: PresenceState,
    since: time.describe('Here since, or last heard'),
    because: z.string().describe('How we know, or why we do not, in a sentence'),
  })
  .meta({ id: 'PresenceNow' });

export const ChangeKind = z
  .enum(['appeared', 'value', 'address', 'merged', 'split', 'said', 'approved', 'returned', 'silent'])
  .meta({ id: 'ChangeKind' });

/** Something that became different. */
export const Change = z
  .object({
    id: count,
    device: DeviceRef,
    at: time,
    kind: ChangeKind,
    says: z.string().describe('In a sentence'),
    field: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    by: z.string().nullable().describe('The name of the person who did it'),
    evidence: FrameRef.nullable(),
  })
  .meta({ id: 'Change' });

const changes = z.object({ changes: z.array(Change), next: z.string().nullable() });

export const listDeviceChanges = endpoint({
  method: 'GET',
  path: '/devices/{id}/changes',
  summary: 'How a device became what it is, the latest first',
  permission: 'device:read',
  input: page.extend({ id: z.string(), kind: listOf(ChangeKind) }),
  output: changes,
});

export const listChanges = endpoint({
  method: 'GET',
  path: '/changes',
  summary: 'What became different on the whole network, the latest first',
  permission: 'device:read',
  input: page.extend({ kind: listOf(ChangeKind) }),
  output: changes,
});

export const getActivity = endpoint({
  method: 'GET',
  path: '/devices/{id}/activity',
  summary: 'How much a device did in each hour of up to 90 days',
  permission: 'device:read',
  input: device.extend({ days: z.coerce.number().int().min(1).max(90).default(30), zone }),
  output: z.object({
    zone: z.string(),
    days: z
      .array(
        z.object({
          day: z.iso.date(),
          bytes: z.array(count).length(24).describe('Sent and received, by hour'),
          conversations: z.array(count).length(24),
          items: z.array(count).length(24).describe('Clinical messages and objects sent'),
          watched: z.array(z.boolean()).length(24).describe('Whether anything listened in that hour'),
        }),
      )
      .describe(
        'Without gaps, the earliest first; from the first day with anything of it to the last that was watched',
      ),
  }),
});

export const getUtilisation = endpoint({
  method: 'GET',
  path: '/devices/{id}/utilisation',
  summary: 'How much a device is used, and in which hours of a week it is not',
  permission: 'device:read',
  input: device.extend({ weeks: z.coerce.number().int().min(1).max(12).default(4), zone }),
  output: z.object({
    zone: z.string(),
    enough: z.boolean().describe('Whether enough was seen to name quiet hours'),
    sentence: z.string().describe('How it is used, or that too little was seen to say'),
    exams: count.describe('Examinations: the hours apart that sent images, or orders for them that came'),
    messages: count.describe('Clinical messages and objects that it sent'),
    days: z
      .array(
        z.object({
          day: z.iso.date(),
          exams: count,
          messages: count,
          hoursUsed: z.int().min(0).max(25),
          hoursWatched: z.int().min(0).max(25),
        }),
      )
      .describe('The earliest first'),
    week: z
      .array(z.array(z.number().min(0).max(1).nullable()).length(24))
      .length(7)
      .describe('From Monday: in which share of the watched weeks it was used in this hour; null when never watched'),
    quiet: z
      .array(
        z.object({
          weekday: z.int().min(0).max(6).describe('0 is Monday'),
          from: z.int().min(0).max(23).describe('The hour it begins'),
          hours: z.int().min(1).max(168),
          because: z.string(),
        }),
      )
      .describe('Times in which it was never used although somebody listened, the longest first'),
    next: z
      .object({ from: time, until: time })
      .nullable()
      .describe('The next quiet time that is to come, or the one we are in'),
  }),
});

export const getPresence = endpoint({
  method: 'GET',
  path: '/devices/{id}/presence',
  summary: 'When a device was there',
  permission: 'device:read',
  input: device.extend({ days: z.coerce.number().int().min(1).max(400).default(30) }),
  output: z.object({
    now: PresenceNow,
    spans: z
      .array(z.object({ from: time, to: time }))
      .describe('Joined over its addresses, the earliest first; at most 2000'),
  }),
});

export const listAddresses = endpoint({
  method: 'GET',
  path: '/devices/{id}/addresses',
  summary: 'Which addresses a device had when, and how we know',
  permission: 'device:read',
  input: device,
  output: z.object({
    addresses: z
      .array(
        z.object({
          mac: z.string().nullable(),
          address: z.string().nullable(),
          first: time,
          last: time,
          how: z
            .enum(['seen', 'arp', 'ndp', 'dhcp'])
            .describe('`seen`: in the frames it sent; else stated by this protocol'),
          packets: count,
          anchor: z.string().describe('What names it when it is taken away from the device: see the split'),
          evidence: FrameRef,
        }),
      )
      .describe('The latest first; at most 1000'),
  }),
});

export type Change = z.infer<typeof Change>;
export type ChangeKind = z.infer<typeof ChangeKind>;
export type PresenceState = z.infer<typeof PresenceState>;
export type PresenceNow = z.infer<typeof PresenceNow>;
export type Activity = z.output<typeof getActivity.output>;
export type Utilisation = z.output<typeof getUtilisation.output>;
export type Presence = z.output<typeof getPresence.output>;
export type AddressList = z.output<typeof listAddresses.output>;
