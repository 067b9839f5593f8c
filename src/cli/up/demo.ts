/** The demo hospital: plays while there is nothing else, and goes without a trace when something else comes. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { getDemo, removeDemo } from '../../capture/demo.contract.ts';
import type { Readings } from '../../capture/readings.ts';
import { replay } from '../../capture/replay.ts';
import { type Route, route } from '../../platform/http/endpoint.ts';
import type { Database } from '../../platform/store/database.ts';

/** A day of the demo hospital, recorded in the lab: 72 s. */
const RECORDING = join(import.meta.dirname, '../../../lab/demo/hospital.pcap.gz');
const NAME = 'Demo hospital';
/** So much faster goes the first day, that its devices are there when somebody looks. */
const HURRY = 12;
const PAUSE_MS = 20_000;
const SETTING = 'demo';

export interface DemoOptions {
  readonly db: Database;
  /** The process that takes in windows: it must not go on with what it remembers of the demo. */
  readonly renewIngest: () => Promise<void>;
  readonly onGone: () => void;
  readonly onBug: (error: Error) => void;
}

export class Demo {
  readonly #options: DemoOptions;
  #playing: { readonly stop: AbortController; readonly ended: Promise<unknown> } | undefined;
  #removing: Promise<void> | undefined;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /** Plays if there is nothing else and nobody removed it. Says whether it does. */
  async play(readings: Readings): Promise<boolean> {
    const { playing, empty } = await situation(this.#options.db);
    const removed = await this.#options.db.selectFrom('setting').where('key', '=', SETTING).select('key').execute();
    if (!playing && (!empty || removed.length > 0)) return false;
    const stop = new AbortController();
    const bytes = replay(RECORDING, { hurry: playing ? 1 : HURRY, pause: PAUSE_MS, signal: stop.signal });
    const ended = readings.stream({ name: NAME, demo: true, bytes, signal: stop.signal });
    this.#playing = { stop, ended: Promise.allSettled([ended]) };
    ended.catch(this.#options.onBug);
    return true;
  }

  /** Removes it and all that was learned of it. Whoever comes second waits for the first. */
  async remove(): Promise<void> {
    this.#removing ??= this.#remove();
    try {
      await this.#removing;
    } finally {
      this.#removing = undefined;
    }
  }

  async stop(): Promise<void> {
    this.#playing?.stop.abort();
    await this.#playing?.ended;
    this.#playing = undefined;
  }

  async #remove(): Promise<void> {
    const { db, renewIngest, onGone } = this.#options;
    await this.stop();
    if (!(await situation(db)).playing) return;
    await forgetAll(db);
    await renewIngest();
    onGone();
  }
}

export const demoRoutes = (db: Database, demo: Demo): Route[] => [
  route(getDemo, async () => situation(db)),
  route(removeDemo, async () => {
    await demo.remove();
    return {};
  }),
];

async function situation(db: Database): Promise<{ playing: boolean; empty: boolean }> {
  const { rows } = await sql<{ demo: boolean; real: boolean }>`
    select exists (select from source where demo) as demo,
      exists (select from source where not demo) or exists (select from sensor) as real`.execute(db);
  const [{ demo, real } = { demo: false, real: false }] = rows;
  return { playing: demo && !real, empty: !demo && !real };
}

/** All that is learned from packets, and what people said of it. Accounts, settings and what other systems say stay. */
const LEARNED = [
  'source',
  'sensor_hour',
  'endpoint',
  'presence',
  'claim',
  'fact',
  'edge',
  'edge_patient',
  'conv_hour',
  'conv_day',
  'device_day',
  'deed_day',
  'device',
  'device_document',
  'device_alias',
  'change',
  'decision',
  'word',
  'finding',
] as const;

async function forgetAll(db: Database): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`truncate ${sql.join(LEARNED.map((table) => sql.table(table)))}`.execute(transaction);
    const row = { key: SETTING, value: JSON.stringify({ removed: true }), changed: Date.now() * 1000 };
    await transaction
      .insertInto('setting')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
  });
}
