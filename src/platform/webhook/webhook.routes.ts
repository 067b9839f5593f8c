/** Answers what can be asked about webhooks. */
import { type Route, route } from '../http/endpoint.ts';
import type { Database } from '../store/database.ts';
import { newSecret } from './signature.ts';
import * as contract from './webhook.contract.ts';
import * as store from './webhook.store.ts';

export const webhookRoutes = (db: Database): Route[] => [
  route(contract.listWebhooks, async () => ({ webhooks: await store.listWebhooks(db) })),
  route(contract.createWebhook, async (input, { account }) => {
    const secret = newSecret();
    return { webhook: await store.addWebhook(db, { ...input, secret, by: account }), secret };
  }),
  route(contract.changeWebhook, ({ id, ...change }) => store.changeWebhook(db, id, change)),
  route(contract.deleteWebhook, async ({ id }) => {
    await store.deleteWebhook(db, id);
    return {};
  }),
  route(contract.testWebhook, async ({ id }, { name }) => {
    await store.getWebhook(db, id);
    const delivery = await store.addDelivery(db, id, 'test', { by: name });
    return store.getDelivery(db, id, delivery);
  }),
  route(contract.listDeliveries, async ({ id, limit }) => ({ deliveries: await store.listDeliveries(db, id, limit) })),
  route(contract.repeatDelivery, ({ id, delivery }) => store.repeatDelivery(db, id, delivery)),
];
