/** Serves routes over HTTP: finds who asks and the input, checks both, and turns what was thrown into a problem document. */
import { type Context, Hono } from 'hono';
import { AppError, notFound } from '../../lib/errors.ts';
import type { Database } from '../store/database.ts';
import { type ActorFinder, admit } from './actor.ts';
import { type Assets, serveAsset } from './assets.ts';
import { readJson } from './body.ts';
import { type Endpoint, FileAnswer, fileTypeOf, type Route } from './endpoint.ts';
import type { EventHub } from './events.ts';
import { exchangeOf } from './exchange.ts';
import { calledBy, LOOPBACK_NAMES, secureHeaders } from './guard.ts';
import { Idempotency } from './idempotency.ts';
import { openApi } from './openapi.ts';
import { problemOf } from './problem.ts';
import { REFERENCE_STYLE, referencePage } from './reference-page.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly actorOf: ActorFinder;
  readonly version: string;
  /** The console's files; without them there is only the API. */
  readonly assets?: Assets | undefined;
  /** Hears of an error that is our own fault. */
  readonly onBug: (error: Error) => void;
  /** What `GET /api/events` tells of; without it there is none. */
  readonly events?: EventHub | undefined;
  /** Keeps the answers to requests with an `Idempotency-Key`; without it the header is not heeded. */
  readonly database?: Database | undefined;
  /** The names of its certificate, when it is reached over TLS. */
  readonly tls?: { readonly names: readonly string[] } | undefined;
}

export function createServer({ routes, actorOf, events, database, tls, ...options }: ServerOptions): Hono {
  const { version, assets, onBug } = options;
  const server = new Hono();
  const secure = tls !== undefined;
  const idempotency = database && new Idempotency(database);
  server.use(secureHeaders(secure), calledBy([...LOOPBACK_NAMES, ...(tls?.names ?? [])]));
  for (const { endpoint, handle } of routes) {
    const path = `/api${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    server.on(endpoint.method, path, async (context) => {
      context.header('cache-control', 'no-store');
      const exchange = exchangeOf(context, endpoint, secure);
      const actor = await admit(endpoint, exchange, actorOf);
      const input = await inputOf(endpoint, context);
      if (endpoint.repeatable === true && idempotency !== undefined) {
        const request = { endpoint, input, actor, exchange };
        return context.body(await idempotency.once(request, async (it) => handle(input, actor, it)), 200, JSON_TYPE);
      }
      return answer(context, endpoint, await handle(input, actor, exchange));
    });
  }
  if (events !== undefined) server.get('/api/events', async (context) => serveEvents(context, events, actorOf, secure));
  const endpoints = routes.map((it) => it.endpoint);
  const description = openApi({ title: 'Wardline', version, endpoints, events: events !== undefined });
  const reference = referencePage(description);
  server.get('/api/openapi.json', () => Response.json(description));
  server.get('/api', ({ html }) => html(reference));
  server.get('/api/reference.css', () => new Response(REFERENCE_STYLE, { headers: { 'content-type': 'text/css' } }));
  server.all('/api/*', ({ req }) => {
    throw notFound('The address', req.path);
  });
  server.get('*', ({ req }) => {
    const response = assets && serveAsset(assets, req.path);
    if (response === undefined) throw notFound('The file', req.path);
    return response;
  });
  server.onError((error, context) => {
    const response = problemOf(error, onBug);
    // What is left of a body that nobody read cannot be told from the next request.
    if (context.req.raw.body !== null) context.header('connection', 'close');
    // Made by the context, which knows the headers that a handler has set.
    return context.newResponse(response.body, response);
  });
  server.notFound(({ req }) => problemOf(notFound('The address', req.path), onBug));
  return server;
}

/** Whoever is logged in hears what they may read; asked again while they listen, because a session ends. */
async function serveEvents(context: Context, events: EventHub, actorOf: ActorFinder, secure: boolean) {
  const exchange = exchangeOf(context, { method: 'GET' }, secure);
  const actor = await actorOf(exchange);
  if (actor === null) throw new AppError('unauthenticated', 'Log in first.');
  const stillMay = async () => (await actorOf(exchange))?.account === actor.account;
  const stream = events.listen(actor, context.req.header('last-event-id'), stillMay);
  return context.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
}

/** Parameters of one query. Node bounds its length. */
const MAX_PARAMETERS = 100;

async function inputOf(endpoint: Endpoint, { req }: Context): Promise<unknown> {
  const inQuery = endpoint.method === 'GET' || endpoint.upload !== undefined;
  const rest: object = inQuery ? req.query() : await readJson(req.raw);
  if (inQuery && Object.keys(rest).length > MAX_PARAMETERS) {
    throw new AppError('invalid', `A query may have ${MAX_PARAMETERS} parameters, and this has more.`);
  }
  return { ...rest, ...req.param() };
}

function answer(context: Context, endpoint: Endpoint, value: unknown): Response {
  if (!(value instanceof FileAnswer)) return context.body(JSON.stringify(value), 200, JSON_TYPE);
  return context.body(value.body, 200, {
    'content-type': fileTypeOf(endpoint) ?? 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(value.name)}`,
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
