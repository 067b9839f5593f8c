import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createReceiver, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { everyoneMay } from '../http/actor.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { createServer } from '../http/server.ts';
import { freshDatabase, type TestDatabase } from '../store/testing.ts';
import { deliverDue } from './delivery.ts';
import * as contract from './webhook.contract.ts';
import { webhookRoutes } from './webhook.routes.ts';
import { announce } from './webhook.store.ts';

interface Call {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

/** Another system, which answers with the statuses of `answers` in turn and then with 204. */
async function receiver(answers: number[] = []) {
  const calls: Call[] = [];
  const take = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls.push({ headers: message.headers, body: await text(message) });
    response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
  };
  const server = createReceiver((message, response) => void take(message, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return { calls, url: `http://127.0.0.1:${address.port}/hook`, close: () => server.close() };
}

/** Asks an endpoint over HTTP, and reads the answer as its contract says. */
async function ask<O extends z.ZodType>(
  endpoint: Endpoint<`/${string}`, z.ZodObject, O>,
  input: Readonly<Record<string, unknown>> = {},
): Promise<z.output<O>> {
  const response = await request(endpoint, input);
  if (!response.ok) throw new Error(await response.text());
  return endpoint.output.parse(await response.json());
}

async function request(
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  input: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const server = createServer({
    routes: webhookRoutes(database.db),
    actorOf: everyoneMay('webhook:read', 'webhook:write'),
    version: '1',
    onBug: (error) => {
      throw error;
    },
  });
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(input[name]));
  const headers = { 'content-type': 'application/json' };
  const sent = method === 'GET' ? {} : { body: JSON.stringify(input), headers };
  return server.request(`http://localhost/api${url}`, { method, ...sent });
}

const subscribe = (url: string, ...events: contract.EventName[]) =>
  ask(contract.createWebhook, { name: 'Ticket system', url, events });
const deliveriesOf = async (id: string) => (await ask(contract.listDeliveries, { id })).deliveries;

test('a system hears of what it asked for and of nothing else, in calls that it can check', async () => {
  const other = await receiver();
  const { webhook, secret } = await subscribe(other.url, 'finding-opened');
  await announce(database.db, 'device-appeared', { devices: [] });
  await announce(database.db, 'finding-opened', { findings: [{ id: 'f-1' }] });
  await deliverDue(database.db);
  expect(other.calls).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = other.calls;
  expect(JSON.parse(body)).toMatchObject({ type: 'finding-opened', data: { findings: [{ id: 'f-1' }] } });
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const deliveries = await deliveriesOf(webhook.id);
  expect(deliveries).toMatchObject([{ attempts: 1, status: 204, due: null, error: null }]);
  await ask(contract.deleteWebhook, { id: webhook.id });
  other.close();
});

test('what is not taken comes again under the same id, a redirect is not followed, and all is told', async () => {
  const other = await receiver([500, 302]);
  const { webhook } = await subscribe(other.url, 'device-appeared');
  await announce(database.db, 'device-appeared', { devices: [{ id: 'd-1', name: 'Pump 7' }] });
  for (const error of ['It answered 500', 'It answered 302', null]) {
    await deliverDue(database.db);
    const deliveries = await deliveriesOf(webhook.id);
    expect(deliveries[0]?.error).toBe(error);
    await database.db.updateTable('webhook_delivery').set({ due: 0 }).where('due', 'is not', null).execute();
  }
  expect(new Set(other.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(other.calls).toHaveLength(3);
  other.close();
});

test('a system that is away for a day is given up, and a person can send it again', async () => {
  const gone = await receiver();
  gone.close();
  const { webhook } = await subscribe(gone.url, 'device-gone');
  await announce(database.db, 'device-gone', { devices: [] });
  // Eight attempts are all there are; a ninth round must find nothing to do.
  for (let attempt = 1; attempt <= 8; attempt++) {
    expect(await deliverDue(database.db)).toBe(1);
    await database.db.updateTable('webhook_delivery').set({ due: 0 }).where('due', 'is not', null).execute();
  }
  expect(await deliverDue(database.db)).toBe(0);
  const [call] = await deliveriesOf(webhook.id);
  expect(call).toMatchObject({ attempts: 8, due: null, delivered: null, error: 'Nobody listens there' });
  const again = await ask(contract.repeatDelivery, { id: webhook.id, delivery: call?.id });
  expect(again).toMatchObject({ id: call?.id, attempts: 0 });
  expect(again.due).not.toBeNull();
});

test('the secret is shown once, and a paused system is not called', async () => {
  const other = await receiver();
  const { webhook, secret } = await subscribe(other.url, 'sensor-trouble');
  expect(JSON.stringify(await ask(contract.listWebhooks))).not.toContain(secret);
  await ask(contract.changeWebhook, { id: webhook.id, disabled: true });
  await announce(database.db, 'sensor-trouble', { sensor: 'eth0' });
  await deliverDue(database.db);
  expect(other.calls).toHaveLength(0);
  other.close();
});

test('an address that is none of the web is refused', async () => {
  const events = ['device-gone'];
  const { status } = await request(contract.createWebhook, { name: 'A file', url: 'file:///etc/passwd', events });
  expect(status).toBe(400);
});
