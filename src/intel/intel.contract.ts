/** What can be asked and done about the feeds of intelligence. */
import { z } from 'zod';
import { endpoint } from '../platform/http/endpoint.ts';
import { changeSchema } from './keep/changes.ts';

export const FeedEntry = z
  .object({
    name: z.string(),
    title: z.string(),
    state: z
      .enum(['fresh', 'old', 'failing', 'none'])
      .describe(
        'old: older than it should be; failing: not old yet, but the source cannot be had; none: nothing was ever taken',
      ),
    count: z.int().min(0).describe('Entries in the last good copy'),
    taken: z.string().nullable().describe('When the copy was taken'),
    confirmed: z.string().nullable().describe('When the source was last heard to have nothing newer'),
    asOf: z.string().nullable().describe('When the content says it was made'),
    origin: z.string().nullable(),
    age: z.number().nullable().describe('Milliseconds since the content was made, or taken where it does not say'),
    trouble: z.string().nullable().describe('What went wrong with the last try'),
    next: z.string().nullable().describe('Before then the source is not asked again by itself'),
    notes: z.array(z.string()),
    sentence: z.string().describe('All of it in plain words'),
  })
  .meta({ id: 'Feed' });
export type FeedEntry = z.output<typeof FeedEntry>;

export const listFeeds = endpoint({
  method: 'GET',
  path: '/intel/feeds',
  summary: 'What is known of weaknesses and threats in the world, how old it is, and what went wrong',
  permission: 'finding:read',
  input: z.object({}),
  output: z.object({
    online: z.boolean().describe('Whether Wardline asks the Internet by itself'),
    mirror: z.string().nullable().describe('The folder that is looked at instead'),
    asking: z.boolean().describe('Whether feeds are being asked because a person wants it'),
    feeds: z.array(FeedEntry),
  }),
});

export const syncFeeds = endpoint({
  method: 'POST',
  path: '/intel/sync',
  summary: 'Bring feeds up to date now; the answer does not wait for them',
  permission: 'setting:write',
  input: z.object({
    feeds: z.array(z.string().max(60)).max(50).default([]).describe('Their names; all where none is named'),
  }),
  output: z.object({ asked: z.array(z.string()) }),
});

export const listIntelChanges = endpoint({
  method: 'GET',
  path: '/intel/changes',
  summary: 'What became different in the feeds, the latest first',
  permission: 'finding:read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({ changes: z.array(changeSchema) }),
});
