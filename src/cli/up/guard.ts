/** Watches the disk that the database lies on: old traffic history goes first, and before it is full nothing more is taken in. */
import { rest } from '../../lib/rest.ts';
import type { Database } from '../../platform/store/database.ts';
import { guardDisk } from '../../platform/store/disk-guard.ts';
import { isPassing } from '../../platform/store/failure.ts';
import type { Kept } from './keep-ingest.ts';

const EVERY_MS = 60_000;

export interface GuardOptions {
  readonly db: Database;
  /** Where the database's files lie; null for a server elsewhere. */
  readonly folder: string | null;
  readonly ingest: Pick<Kept, 'hold' | 'goOn'>;
  readonly say: (line: string) => void;
}

/** Goes on until stopped. What it has to say it says once, and again when it changes. */
export function keepGuard({ db, folder, ingest, say }: GuardOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    let stopped = false;
    for (let told: string | null = null; !stopping.signal.aborted;) {
      try {
        const decision = await guardDisk(db, folder, stopped);
        stopped = decision.ingest === 'stop';
        if (stopped) ingest.hold();
        else ingest.goOn();
        if (decision.words !== null && decision.words !== told) say(`${decision.words}.`);
        told = decision.words;
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await rest(EVERY_MS, stopping.signal);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
