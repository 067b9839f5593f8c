/**
 * Webhooks: other systems hear at once of what Wardline noticed. Each call is signed as the Standard Webhooks specification
 * says, and repeated until it was taken or a day has passed. It names devices and findings, and holds nothing of patients.
 */
import { z } from 'zod';
import { endpoint } from '../http/endpoint.ts';

export const EVENTS = [
  'device-appeared',
  'device-changed',
  'device-gone',
  'finding-opened',
  'sensor-trouble',
  'import-applied',
  'advisory-affects',
] as const;

const time = z.iso.datetime({ precision: 6 });
const id = z.string().max(64);
const name = z.string().trim().min(1).max(80);
const events = z.array(z.enum(EVENTS)).min(1).max(EVENTS.length);
const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .describe('Where it is sent to, by POST; redirects are not followed');

export const Webhook = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    created: time,
    disabled: time.nullable(),
    waiting: z.int().min(0).describe('Calls that were not taken yet'),
    last: z
      .object({ at: time, delivered: z.boolean(), status: z.int().nullable(), error: z.string().nullable() })
      .nullable()
      .describe('The latest call and what became of it'),
  })
  .meta({ id: 'Webhook' });

export const Delivery = z
  .object({
    id: z.string().describe('The header webhook-id: the same each time this call is repeated'),
    event: z.string(),
    created: time,
    attempts: z.int().min(0),
    due: time.nullable().describe('When it is tried next; null once it was taken or given up'),
    delivered: time.nullable(),
    status: z.int().nullable().describe('The last answer'),
    error: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/webhooks',
  summary: 'Which systems are told of what, and whether they take it',
  permission: 'webhook:read',
  input: z.object({}),
  output: z.object({ webhooks: z.array(Webhook) }),
});

export const createWebhook = endpoint({
  method: 'POST',
  path: '/webhooks',
  summary: 'Tell another system; the secret that signs the calls is shown this once',
  permission: 'webhook:write',
  input: z.object({ name, url, events }),
  output: z.object({ webhook: Webhook, secret: z.string() }),
});

export const changeWebhook = endpoint({
  method: 'PATCH',
  path: '/webhooks/{id}',
  summary: 'Change what a system is told, or pause it',
  permission: 'webhook:write',
  input: z.object({
    id,
    name: name.optional(),
    url: url.optional(),
    events: events.optional(),
    disabled: z.boolean().optional(),
  }),
  output: Webhook,
});

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/webhooks/{id}',
  summary: 'Tell a system no more, and forget its calls',
  permission: 'webhook:write',
  input: z.object({ id }),
  output: z.object({}),
});

export const testWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/{id}/test',
  summary: 'Send a call now that says it is a test',
  permission: 'webhook:write',
  input: z.object({ id }),
  output: Delivery,
});

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  summary: 'The latest calls to a system',
  permission: 'webhook:read',
  input: z.object({ id, limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ deliveries: z.array(Delivery) }),
});

export const repeatDelivery = endpoint({
  method: 'POST',
  path: '/webhooks/{id}/deliveries/{delivery}/repeat',
  summary: 'Send one call again',
  permission: 'webhook:write',
  input: z.object({ id, delivery: id }),
  output: Delivery,
});

export type EventName = (typeof EVENTS)[number];
export type Webhook = z.infer<typeof Webhook>;
export type Delivery = z.infer<typeof Delivery>;
