/**
 * Keeps a loopback server for the people of this machine: a page of the Internet can make a browser send requests here,
 * and by DNS rebinding even read the answers, unless the name it was called by is checked.
 */
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../lib/errors.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Nothing but our own files, and no inline script or style: what a peer sent as its name cannot become code. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Turns away whoever called the server by another name than loopback's, or comes from another site's page. */
export const loopbackOnly: MiddlewareHandler = async ({ req }, next) => {
  const host = req.header('host') ?? new URL(req.url).host;
  if (!LOOPBACK.has(host.replace(/:\d+$/, '').toLowerCase())) {
    throw new AppError('forbidden', 'The console answers at localhost only, not under another name.');
  }
  if (req.header('sec-fetch-site') === 'cross-site' && req.header('sec-fetch-mode') !== 'navigate') {
    throw new AppError('forbidden', 'Pages of other sites may not read from the console.');
  }
  await next();
};

/** Sets what every answer must carry, also one that reports a problem. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
};
