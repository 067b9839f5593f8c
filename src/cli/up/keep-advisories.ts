/** Keeps what advisories say of devices up to date while Wardline runs: those that the feeds brought, and those that somebody put there. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCopy } from '../../intel/keep/copy.ts';
import { rest } from '../../lib/rest.ts';
import type { EventHub } from '../../platform/http/events.ts';
import type { Database } from '../../platform/store/database.ts';
import { isPassing } from '../../platform/store/failure.ts';
import { type Correction, readCorrections } from '../../vulnerability/csaf/corrections.ts';
import { MatchKeeper } from '../../vulnerability/keep-matches.ts';

/** An advisory that is put into a folder is to be seen within a minute. */
const EVERY_MS = 20_000;
/** Ids that one event names. */
const MAX_NAMED = 200;

export interface AdvisoryOptions {
  readonly db: Database;
  readonly dataFolder: string;
  readonly events: EventHub;
  readonly say: (line: string) => void;
  /** Hears of what is our own fault; the rest of Wardline goes on. */
  readonly onBug: (error: Error) => void;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/** Goes on until stopped. What it has to say of a file it says once. */
export function keepAdvisories(options: AdvisoryOptions): { stop(): Promise<void> } {
  const { db, dataFolder, events, say, onBug, every = EVERY_MS } = options;
  const own = join(dataFolder, 'advisories');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const keeper = new MatchKeeper({
    db,
    folders: () => [own, ...copiesIn(join(dataFolder, 'intel'))],
    corrections: () => correctionsIn(join(dataFolder, 'corrections.json')),
  });
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    let told = '';
    // Ends when it is stopped.
    while (!stopping.signal.aborted) {
      try {
        const { advisories, devices, refused } = await keeper.renew();
        if (advisories.length + devices.length > 0) {
          const ids = devices.slice(0, MAX_NAMED);
          events.publish('finding', {
            what: 'advisories',
            ids,
            more: advisories.length > 0 || devices.length > MAX_NAMED,
          });
        }
        const words = refused.join('\n');
        if (words !== '' && words !== told) for (const line of refused) say(line);
        told = words;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // A database that is away is looked for again next time, and others tell of it.
        if (!isPassing(error)) onBug(error);
      }
      await rest(every, stopping.signal);
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

/** The last good copies of all feeds of advisories. */
function copiesIn(intel: string): string[] {
  if (!existsSync(intel)) return [];
  return readdirSync(intel, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('csaf'))
    .flatMap((entry) => openCopy(join(intel, entry.name))?.path ?? []);
}

/** @throws AppError `invalid` when it is there and cannot be understood */
function correctionsIn(file: string): Correction[] {
  return existsSync(file) ? readCorrections(file, readFileSync(file)) : [];
}
