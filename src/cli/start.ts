/** `wardline start`: serves the console over an analysis that is held in memory, on this machine's loopback address only. */
import type { AnalysisDocument } from '../analysis/document.ts';
import { analysisFlowRoutes } from '../dataflow/analysis.routes.ts';
import { analysisDeviceRoutes } from '../inventory/analysis.routes.ts';
import { readAssets } from '../platform/http/assets.ts';
import { everyoneMay } from '../platform/http/actor.ts';
import { type Listening, listen } from '../platform/http/listen.ts';
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

/** Whoever sits at this machine may read everything: they hold the capture already. */
const actorOf = everyoneMay('device:read', 'flow:read', 'finding:read', 'evidence:read');

/** Serves `document` until closed. Throws an `AppError` where it may not or cannot listen there. */
export async function start(
  document: AnalysisDocument,
  { port, host, version, say }: StartOptions,
): Promise<Listening> {
  const { fetch } = createServer({
    routes: [...analysisDeviceRoutes(document), ...analysisFlowRoutes(document)],
    actorOf,
    version,
    assets: readAssets(await builtConsole(say)),
    onBug: (error) => say(`A request failed: ${error.stack ?? error.message}`),
  });
  const listening = await listen({ fetch, host, port });
  say(`The console is at ${listening.url} (Ctrl C ends it)`);
  return listening;
}
