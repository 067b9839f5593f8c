/**
 * Keeps other sites out: a page of the Internet can make a browser send requests here, and by DNS rebinding even read the
 * answers, unless the name the server was called by is checked, and where the page came from.
 */
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../lib/errors.ts';

/** How a browser on this machine calls it. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

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

/** Methods that change nothing. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Seconds for which browsers keep to TLS: a year. */
const HSTS = 'max-age=31536000';

/**
 * Turns away whoever called the server by none of `names` (`*.` for any one label), and what a page of another site asks
 * for: to read anything but a whole page, or to change anything at all.
 */
export function calledBy(names: readonly string[]): MiddlewareHandler {
  return async ({ req }, next) => {
    const host = (req.header('host') ?? new URL(req.url).host).toLowerCase();
    const name = host.replace(/:\d+$/, '');
    if (!names.some((it) => isCalled(name, it.toLowerCase()))) {
      throw new AppError('forbidden', `The console does not answer under this name, only under ${listed(names)}.`);
    }
    const site = req.header('sec-fetch-site');
    const changes = !SAFE.has(req.method);
    if (site === 'cross-site' && (changes || req.header('sec-fetch-mode') !== 'navigate')) {
      throw new AppError('forbidden', 'Pages of other sites may not read from the console.');
    }
    const origin = req.header('origin');
    if (
      changes &&
      ((site !== undefined && site !== 'same-origin') || (origin !== undefined && !isFrom(origin, host)))
    ) {
      throw new AppError('forbidden', 'Only the console itself and programs may change something here.');
    }
    await next();
  };
}

const listed = (names: readonly string[]) => names.slice(0, 5).join(', ');

function isCalled(name: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return name === pattern;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot) === pattern.slice(1);
}

/** Whether a page of `origin` lies on `host`. The scheme need not be compared: what was loaded without TLS has no session. */
function isFrom(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(`${new URL(origin).protocol}//${host}`).host;
}

/** Sets what every answer must carry, also one that reports a problem. */
export function secureHeaders(tls: boolean): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    if (tls) context.header('strict-transport-security', HSTS);
  };
}
