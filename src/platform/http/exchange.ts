/** One request as handlers and the finder of its actor see it. */
import type { Context } from 'hono';
import { readUpload } from './body.ts';
import type { Endpoint, Exchange } from './endpoint.ts';

export function exchangeOf(context: Context, endpoint: Pick<Endpoint, 'method' | 'upload'>, secure: boolean): Exchange {
  const { req } = context;
  return {
    method: endpoint.method,
    address: addressOf(context.env),
    secure,
    body: readUpload(endpoint.upload === undefined ? null : req.raw.body),
    signal: req.raw.signal,
    header: (name) => req.header(name),
    setHeader: (name, value) => context.header(name, value, { append: name.toLowerCase() === 'set-cookie' }),
  };
}

/** What the Node adapter gives beside a request; nothing where a test calls the server without a socket. */
function addressOf(env: unknown): string {
  if (!has(env, 'incoming') || !has(env.incoming, 'socket') || !has(env.incoming.socket, 'remoteAddress')) return '';
  const { remoteAddress } = env.incoming.socket;
  return typeof remoteAddress === 'string' ? remoteAddress : '';
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
