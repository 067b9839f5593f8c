/** Opens the port: in the clear for this machine alone, for others only over TLS. */
import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isIPv6 } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { AppError } from '../../lib/errors.ts';
import type { Certificate } from './certificate.ts';

export interface ListenOptions {
  readonly fetch: Hono['fetch'];
  /** An address of this machine; other than loopback with `certificate` only. */
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly certificate?: Certificate | undefined;
}

export interface Listening {
  /** As one types it into a browser. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the port is free again; requests still open are cut. */
  close(): Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
/** Milliseconds in which a request's headers must have arrived. A body has its own patience, see `body.ts`. */
const HEADER_PATIENCE = 30_000;
/** Connections at once; above it new ones are turned away, so that no flood takes the memory. */
const MAX_CONNECTIONS = 2000;
/** Bytes of a request's line and headers. */
const MAX_HEADER_BYTES = 16 * 1024;

/** @throws AppError when it may not or cannot listen there */
export async function listen({ fetch, host, port, certificate }: ListenOptions): Promise<Listening> {
  if (certificate === undefined && !LOOPBACK.has(host)) {
    throw new AppError(
      'invalid',
      `Without TLS the console serves this machine only: use 127.0.0.1 instead of ${host}, or give --tls-cert and --tls-key.`,
    );
  }
  const limits = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADER_PATIENCE, requestTimeout: 0 };
  const answer = getRequestListener((request, env) => fetch(request, env), { hostname: host });
  // It answers whatever goes wrong itself.
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server: Server =
    certificate === undefined
      ? createPlainServer(limits, listener)
      : createTlsServer({ ...limits, cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' }, listener);
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refused(error, host, port);
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${nameFor(host, certificate)}:${taken}/`,
    port: taken,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A name that the certificate is for, so that a browser does not warn; else the address. */
function nameFor(host: string, certificate: Certificate | undefined): string {
  const named = certificate?.names.find((name) => !name.startsWith('*.'));
  return named ?? (isIPv6(host) ? `[${host}]` : host);
}

function refused(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const say = (kind: 'conflict' | 'invalid', text: string) => new AppError(kind, text, { cause: error });
  if (code === 'EADDRINUSE') return say('conflict', `Port ${port} is taken: give another with --port`);
  if (code === 'EACCES')
    return say('invalid', `Port ${port} may not be opened by this user: give one above 1023 with --port`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return say('invalid', `${host} is no address of this machine: give one with --host`);
  return error;
}
