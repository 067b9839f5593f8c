/** Serves routes over HTTP: finds who asks and the input, checks both, and turns what was thrown into a problem document. */
import { type Context, Hono } from 'hono';
import { AppError, notFound } from '../../lib/errors.ts';
import { type ActorFinder, admit } from './actor.ts';
import { type Assets, serveAsset } from './assets.ts';
import { readJson } from './body.ts';
import { type Endpoint, FileAnswer, fileTypeOf, type Route } from './endpoint.ts';
import { exchangeOf } from './exchange.ts';
import { calledBy, LOOPBACK_NAMES, secureHeaders } from './guard.ts';
import { openApi } from './openapi.ts';
import { problemOf } from './problem.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly actorOf: ActorFinder;
  readonly version: string;
  /** The console's files; without them there is only the API. */
  readonly assets?: Assets | undefined;
  /** Hears of an error that is our own fault. */
  readonly onBug: (error: Error) => void;
  /** The names of its certificate, when it is reached over TLS. */
  readonly tls?: { readonly names: readonly string[] } | undefined;
}

export function createServer({ routes, actorOf, version, assets, onBug, tls }: ServerOptions): Hono {
  const server = new Hono();
  const secure = tls !== undefined;
  server.use(secureHeaders(secure), calledBy([...LOOPBACK_NAMES, ...(tls?.names ?? [])]));
  for (const { endpoint, handle } of routes) {
    const path = `/api${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    server.on(endpoint.method, path, async (context) => {
      context.header('cache-control', 'no-store');
      const exchange = exchangeOf(context, endpoint, secure);
      const actor = await admit(endpoint, exchange, actorOf);
      return answer(context, endpoint, await handle(await inputOf(endpoint, context), actor, exchange));
    });
  }
  const endpoints = routes.map((it) => it.endpoint);
  server.get('/api/openapi.json', () => Response.json(openApi('Wardline', version, endpoints)));
  server.all('/api/*', ({ req }) => {
    throw notFound('The address', req.path);
  });
  server.get('*', ({ req }) => {
    const response = assets && serveAsset(assets, req.path);
    if (response === undefined) throw notFound('The file', req.path);
    return response;
  });
  server.onError((error) => problemOf(error, onBug));
  server.notFound(({ req }) => problemOf(notFound('The address', req.path), onBug));
  return server;
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
