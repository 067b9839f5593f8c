/** `wardline start`: serves the console over an analysis that is held in memory, on this machine's loopback address only. */
import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import type { AnalysisDocument } from '../analysis/document.ts';
import { dataflowRoutes } from '../dataflow/dataflow.routes.ts';
import { inventoryRoutes } from '../inventory/inventory.routes.ts';
import { AppError } from '../lib/errors.ts';
import { readAssets } from '../platform/http/assets.ts';
import type { Permission } from '../platform/http/endpoint.ts';
import { createServer } from '../platform/http/server.ts';
import { builtConsole } from './build-console.ts';

export interface StartOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** A loopback address: the console has no log-in yet. */
  readonly host: string;
  /** The product's version, for the API's description. */
  readonly version: string;
  /** Hears a line about what is going on. */
  readonly say: (line: string) => void;
}

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Whoever sits at this machine may read everything: they hold the capture already. */
const PERMISSIONS: ReadonlySet<Permission> = new Set(['device:read', 'flow:read', 'finding:read', 'evidence:read']);

/** Serves `document` until closed. Throws an `AppError` where it may not or cannot listen there. */
export async function start(document: AnalysisDocument, { port, host, version, say }: StartOptions): Promise<Running> {
  if (!LOOPBACK.includes(host)) {
    throw new AppError(
      'invalid',
      `The console has no log-in yet and serves this machine only: use 127.0.0.1, not ${host}`,
    );
  }
  const { fetch } = createServer({
    routes: [...inventoryRoutes(document), ...dataflowRoutes(document)],
    permissions: PERMISSIONS,
    version,
    assets: readAssets(await builtConsole(say)),
    onBug: (error) => say(`A request failed: ${error.stack ?? error.message}`),
  });
  const server = createAdaptorServer({ fetch, hostname: host });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (isTaken(error)) {
      throw new AppError('conflict', `Port ${port} is taken: give another with --port`, { cause: error });
    }
    throw error;
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const url = `http://${host === '::1' ? '[::1]' : host}:${taken}/`;
  say(`The console is at ${url} (Ctrl C ends it)`);
  return {
    url,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
