/**
 * Takes in what sensors tell, as a process of its own: it reads the bus, and does the nightly work. It keeps nothing that
 * the database does not; whoever kills it loses nothing.
 */
import { bannersIn } from '../inventory/recog/collections.ts';
import { knowBanners } from '../inventory/recog/known.ts';
import { rest } from '../lib/rest.ts';
import { PgBus } from '../platform/bus/pg-bus.ts';
import { keepBus } from '../platform/bus/upkeep.ts';
import { endWithParent } from '../platform/process/end-with-parent.ts';
import { openDatabase } from '../platform/store/database.ts';
import { isPassing } from '../platform/store/failure.ts';
import { WINDOWS } from '../sensor/window.ts';
import { Ingest } from './ingest.ts';
import { upkeep } from './upkeep.ts';
import { readWindow } from './window-text.ts';

export interface IngestOrder {
  readonly kind: 'ingest';
  /** Of the database. */
  readonly database: string;
  /** A folder that may hold Recog's files; null for none. */
  readonly recog: string | null;
}

/** How often devices that wait are brought up to date where no windows come. */
const IDLE_MS = 2000;
const UPKEEP_MS = 60_000;
const BUS_MS = 600_000;

endWithParent();
const stop = Promise.withResolvers<void>();
process.on('SIGTERM', () => stop.resolve());
// Whoever presses Ctrl C means the parent, which ends us in its own time.
process.on('SIGINT', () => undefined);
process.on('message', (order: IngestOrder) => {
  if (order.kind === 'ingest') void run(order);
});

async function run({ database, recog }: IngestOrder): Promise<void> {
  if (recog !== null) knowBanners(await bannersIn(recog));
  const db = openDatabase(database, 4);
  const ingest = new Ingest();
  const bus = new PgBus(db, database, { say });
  const consumption = bus.consume(WINDOWS, 'ingest', async (batch, tx) => {
    await ingest.takeIn(
      tx,
      batch.map(({ body }) => readWindow(body)),
      Date.now() * 1000,
    );
  });
  const ending = new AbortController();
  const work = [
    every(IDLE_MS, ending.signal, async () => {
      if (ingest.behind) await db.transaction().execute(async (tx) => await ingest.catchUp(tx));
    }),
    every(UPKEEP_MS, ending.signal, async () => await upkeep(db, { now: Date.now() * 1000, say })),
    every(BUS_MS, ending.signal, async () => void (await keepBus(db))),
  ];
  await Promise.race([stop.promise, consumption.ended]);
  ending.abort();
  await consumption.stop();
  await Promise.all(work);
  await db.destroy();
  process.exit(0);
}

/** Does `work` again and again until told to end; a server that is away is waited for. */
async function every(ms: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    await rest(ms, signal);
  }
}

function say(line: string): void {
  process.send?.({ kind: 'say', line });
}
