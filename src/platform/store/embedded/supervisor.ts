/** Keeps PostgreSQL running on a data folder: starts or adopts it, and starts it again whenever it ends. */
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../lib/errors.ts';
import { type Account, accountFor } from './account.ts';
import { clusterMajor, handOver, makeCluster, makeFolders } from './cluster.ts';
import type { Layout } from './layout.ts';
import { dropOldLogs } from './logs.ts';
import { type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { findPrograms, type Programs } from './programs.ts';

export interface Supervision {
  /** Whether the server had been running before. */
  readonly adopted: boolean;
  /** Ends the server and its supervision. */
  stop(): Promise<void>;
}

/** After the first attempt, which comes at once. */
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;

/** Resolves when the server answers. Throws, and changes nothing in a cluster that is there, when it cannot be started. */
export async function superviseServer(layout: Layout, say: (line: string) => void): Promise<Supervision> {
  const account = accountFor(layout);
  makeFolders(layout, account);
  const major = clusterMajor(layout);
  // Whoever adopts a server that runs needs none.
  let found: Programs | undefined;
  const programs = (): Programs => (found ??= findPrograms(layout, account, major));
  if (major === null) {
    say(`Making the database in ${layout.folder} (PostgreSQL ${programs().major} from ${programs().origin})`);
    await makeCluster(layout, programs(), account);
  } else if (account !== null && statSync(layout.cluster).uid !== account.uid) handOver(layout.cluster, account);
  dropOldLogs(layout);
  const first = await startFirst(layout, programs, account);
  const stopping = new AbortController();
  const watching = keepRunning(first, { layout, programs, account, say }, stopping.signal);
  return {
    adopted: first.adopted,
    stop: async () => {
      stopping.abort();
      // The server alone keeps no process waiting, and so its end could not be waited for.
      const awake = setInterval(() => undefined, 1000);
      try {
        await stopPostmaster(layout);
        await watching;
      } finally {
        clearInterval(awake);
      }
    },
  };
}

async function startFirst(layout: Layout, programs: () => Programs, account: Account | null): Promise<Postmaster> {
  try {
    return await startPostmaster(layout, programs, account);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(
      error.code,
      `${error.message}. Nothing was deleted. If the folder is damaged, move ${layout.cluster} away and restore a backup with "wardline db restore"`,
      { cause: error },
    );
  }
}

interface Running {
  readonly layout: Layout;
  readonly programs: () => Programs;
  readonly account: Account | null;
  readonly say: (line: string) => void;
}

async function keepRunning(first: Postmaster, running: Running, signal: AbortSignal): Promise<void> {
  const { layout, programs, account, say } = running;
  for (let server = first; ;) {
    await server.ended;
    if (signal.aborted) return;
    say('PostgreSQL has ended unexpectedly; starting it again');
    dropOldLogs(layout);
    let pause = FIRST_PAUSE_MS;
    for (let told = ''; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      try {
        server = await startPostmaster(layout, programs, account);
        say('PostgreSQL runs again');
        break;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.message !== told) say(error.message);
        told = error.message;
      }
      await sleep(pause, undefined, { ref: false });
      if (signal.aborted) return;
    }
  }
}
