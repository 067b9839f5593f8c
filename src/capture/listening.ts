/** Keeps the sensor of one interface running: each run of its process is a source of its own, and one that ends is begun anew. */
import { rest } from '../lib/rest.ts';
import { BackOff } from '../platform/process/back-off.ts';
import { endingText } from '../platform/process/child.ts';
import type { Database } from '../platform/store/database.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { endSource, insertSource, lastWindow } from './capture.store.ts';
import type { Report } from './orders.ts';
import { placeText } from './position.ts';
import { type Run, runSensor } from './run-sensor.ts';
import { type SensorRow, updateSensor } from './sensor.store.ts';
import { untilDone } from './until-done.ts';

export interface ListeningOptions {
  readonly db: Database;
  readonly url: string;
  readonly say: (line: string) => void;
  readonly wrapper?: readonly string[] | undefined;
  /** Microseconds since 1970. */
  readonly now: () => number;
  readonly onNews: () => void;
  readonly signal: AbortSignal;
}

/** Milliseconds between two notes that a sensor was heard of. */
const NOTE_EVERY = 10_000;

/** Until `signal` says so. */
export async function keepListening(
  { id, name }: Pick<SensorRow, 'id' | 'name'>,
  options: ListeningOptions,
): Promise<void> {
  const { db, signal, now, say } = options;
  const backOff = new BackOff();
  let restarts = 0;
  let before: Died | undefined;
  const note = (set: Partial<SensorRow>): void => {
    // What is noted here is passing: a database that is away misses it, and hears the next.
    updateSensor(db, id, set).then(options.onNews, () => undefined);
  };
  // Bounded by the signal: each round is a run of the sensor.
  while (!signal.aborted) {
    const next = await begun(options, { id, name }, before);
    if (next === undefined) continue;
    const { source, lost } = next;
    const began = performance.now();
    const run = await runSensor({
      order: { kind: 'read', database: options.url, source, from: 0, lost, input: { kind: 'interface', name } },
      signal,
      say,
      wrapper: options.wrapper,
      onReport: watcher(note, now),
    });
    const ended = signal.aborted;
    const why = ended ? null : whyOf(run);
    await untilDone(signal, async () =>
      endSource(db, source, { state: ended ? 'done' : 'broken-off', incomplete: why }, now()),
    );
    if (ended) return;
    before = { source, frames: run.place?.frame ?? 0, given: lost };
    restarts += 1;
    const wait = backOff.after(performance.now() - began);
    const again = backOff.looping
      ? `It ended ${restarts} times in a row and is tried again every ${Math.ceil(wait / 1000)} s.`
      : 'It was started again.';
    say(`The sensor of ${name} ended: ${why} ${again}`);
    note({ state: backOff.looping ? 'failed' : 'starting', trouble: `${why} ${again}`, restarts });
    await rest(wait, signal);
  }
}

/** A run that ended, how many frames it had looked at, and how many lost ones it was given to tell of. */
export interface Died {
  readonly source: number;
  readonly frames: number;
  readonly given: number;
}

/**
 * The source of the next run, and how many frames the one before it took with it; undefined when it is over. The database
 * may be away for a while.
 */
async function begun(
  { db, signal, now }: ListeningOptions,
  { id, name }: Pick<SensorRow, 'id' | 'name'>,
  before: Died | undefined,
): Promise<{ readonly source: number; readonly lost: number } | undefined> {
  let next: { source: number; lost: number } | undefined;
  await untilDone(signal, async () => {
    const lost = before === undefined ? 0 : await lostWith(db, before);
    const row = { kind: 'live', name, sensor: id, demo: false, size: null, head: null, by: null } as const;
    next = { source: await insertSource(db, row, now()), lost };
  });
  return next;
}

/**
 * Frames that a run had looked at, and that are in none of its windows; with those that it was to tell of, which its first window
 * tells: one that died before that takes the runs before it along.
 */
export async function lostWith(db: Database, { source, frames, given }: Died): Promise<number> {
  const body = await lastWindow(db, source);
  if (body === undefined) return frames + given;
  const last: Pick<SensorWindow, 'through'> = JSON.parse(body.toString());
  return Math.max(0, frames - (last.through ?? 0));
}

/** Turns what a sensor reports into its row. */
function watcher(note: (set: Partial<SensorRow>) => void, now: () => number): (report: Report) => void {
  let noted = -Infinity;
  let state: { state: SensorRow['state']; trouble: string | null } = { state: 'starting', trouble: null };
  let behind: string | null = null;
  const tell = (): void => {
    noted = performance.now();
    note({ ...state, trouble: state.trouble ?? behind, seen: now() });
  };
  return (report) => {
    if (report.kind === 'state') {
      state = { state: report.state, trouble: report.trouble };
      tell();
    } else if (report.kind === 'behind') {
      behind = report.trouble;
      tell();
    } else if (report.kind === 'alive' && performance.now() - noted >= NOTE_EVERY) {
      tell();
    }
  };
}

function whyOf({ ending, hung, place }: Run): string {
  const how = hung ? 'it worked and said nothing any more' : endingText(ending);
  return place === undefined
    ? `Its process is gone: ${how}.`
    : `Its process is gone: ${how}, after ${placeText(place)}.`;
}
