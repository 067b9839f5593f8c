/** Serves routes over HTTP: finds the input, checks it and who asks, and turns what was thrown into a problem document. */
import { type Context, Hono } from 'hono';
import { AppError, notFound } from '../../lib/errors.ts';
import { type Assets, serveAsset } from './assets.ts';
import type { Actor, Endpoint, Permission, Route } from './endpoint.ts';
import { loopbackOnly, secureHeaders } from './guard.ts';
import { openApi } from './openapi.ts';
import { problemOf } from './problem.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  /** What whoever asks may do. */
  readonly permissions: ReadonlySet<Permission>;
  readonly version: string;
  /** The console's files; without them there is only the API. */
  readonly assets?: Assets | undefined;
  /** Hears of an error that is our own fault. */
  readonly onBug: (error: Error) => void;
}

export function createServer({ routes, permissions, version, assets, onBug }: ServerOptions): Hono {
  const server = new Hono();
  const actor: Actor = { account: 'local', name: 'This machine', role: 'viewer', permissions };
  server.use(secureHeaders, loopbackOnly);
  for (const { endpoint, handle } of routes) {
    const path = `/api${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    server.on(endpoint.method, path, async (context) => {
      if (!actor.permissions.has(endpoint.permission))
        throw new AppError('forbidden', `This needs ${endpoint.permission}.`);
      context.header('cache-control', 'no-store');
      return context.body(JSON.stringify(await handle(await inputOf(endpoint, context), actor)), 200, JSON_TYPE);
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

const JSON_TYPE = { 'content-type': 'application/json' };

async function inputOf(endpoint: Endpoint, { req }: Context): Promise<unknown> {
  const rest: object = endpoint.method === 'GET' ? req.query() : await req.json();
  return { ...rest, ...req.param() };
}
