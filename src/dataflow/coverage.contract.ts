/** What Wardline cannot see, and what to do about each. */
import { z } from 'zod';
import { DeviceRef } from '../inventory/device-ref.ts';
import { endpoint } from '../platform/http/endpoint.ts';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 6 });
/** The next step, in words. */
const advice = z.string().describe('What to do next');

export const getCoverage = endpoint({
  method: 'GET',
  path: '/coverage',
  summary: 'What we cannot see: subnets without a sensor, one-way traffic, losses, devices never identified',
  permission: 'sensor:read',
  input: z.object({ hours: z.coerce.number().int().min(1).max(2160).default(24).describe('For the losses') }),
  output: z.object({
    sentence: z.string().describe('The most important of it'),
    subnets: z
      .array(
        z.object({
          subnet: z.string().describe('A guess: the first three numbers of the addresses'),
          devices: count,
          medical: count,
          state: z
            .enum(['seen', 'from-outside', 'unseen'])
            .describe(
              'seen: frames come from the devices themselves. from-outside: only through a router, so what stays inside is hidden. unseen: only spoken of or to',
            ),
          says: z.string(),
          advice,
        }),
      )
      .describe('The worst seen first, and of them those with most medical devices; at most 500'),
    oneWay: z.object({
      conversations: count.describe('Of which only one direction was seen'),
      share: z.number().min(0).max(1),
      pairs: z
        .array(
          z.object({ client: DeviceRef, server: DeviceRef, protocol: z.string().nullable(), conversations: count }),
        )
        .describe('The busiest first; at most 50'),
      says: z.string(),
      advice,
    }),
    unidentified: z.object({
      devices: count,
      of: count.describe('Local devices in all'),
      busiest: z
        .array(z.object({ device: DeviceRef, address: z.string().nullable(), bytes: count, last: time }))
        .describe('At most 50'),
      says: z.string(),
      advice,
    }),
    unanswered: z.object({
      addresses: count.describe('That somebody spoke to, and that nothing was ever heard from'),
      says: z.string(),
      advice,
    }),
    losses: z.array(
      z.object({
        sensor: z.string().nullable().describe('Null for captures that were read'),
        name: z.string(),
        frames: count,
        kind: z.enum(['dropped', 'gaps', 'unreadable', 'shed', 'untracked']),
        count,
        share: z.number().min(0).max(1).describe('Of what there was to see'),
        says: z.string(),
        advice,
      }),
    ),
    sensors: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          state: z.enum(['starting', 'listening', 'down', 'stopped', 'failed']),
          seen: time.nullable(),
          silent: z.boolean().describe('Listening, and heard nothing for ten minutes'),
          says: z.string(),
          advice,
        }),
      )
      .describe('Those that hear nothing at the moment'),
  }),
});

export type Coverage = z.output<typeof getCoverage.output>;
