/** The cookie of a session. Scripts of the page cannot read it, and no other site's page makes a browser send it. */
import type { Exchange } from '../http/endpoint.ts';

/**
 * `__Host-` makes browsers hold it to this host and TLS. Without TLS there is loopback alone, where cookies of all ports lie
 * together: the port keeps two servers of one machine apart.
 */
function nameOf({ secure, header }: Exchange): string {
  const port = /:(\d+)$/.exec(header('host') ?? '')?.[1] ?? '';
  return secure ? '__Host-wardline-session' : `wardline-session${port === '' ? '' : `-${port}`}`;
}

/** Only what we could have made: nothing else reaches the database. */
const SECRET = /^[\w-]{43}$/;

export function sessionSecret(exchange: Exchange): string | undefined {
  const name = nameOf(exchange);
  // Node bounds the length of all headers.
  for (const pair of (exchange.header('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1).trim();
    if (at > 0 && pair.slice(0, at).trim() === name && SECRET.test(value)) return value;
  }
  return undefined;
}

/** `seconds`: how long the browser keeps it. */
export function setSession(exchange: Exchange, secret: string, seconds: number): void {
  const secure = exchange.secure ? '; Secure' : '';
  const cookie = `${nameOf(exchange)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
  exchange.setHeader('set-cookie', cookie);
}

export const clearSession = (exchange: Exchange): void => setSession(exchange, '', 0);
