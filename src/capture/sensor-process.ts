/**
 * A sensor, as a process of its own: it holds packets and the keys of patients' hashes, and nothing of the API. What it
 * understands goes to the bus over its own connection; a parser that crashes takes nothing else with it.
 */
import { createHash } from 'node:crypto';
import { PgBus } from '../platform/bus/pg-bus.ts';
import { endWithParent } from '../platform/process/end-with-parent.ts';
import { openDatabase } from '../platform/store/database.ts';
import { readCapture } from '../sensor/capture/capture.ts';
import { listenTo } from '../sensor/capture/listener.ts';
import { type CaptureSource, fromStream } from '../sensor/capture/source.ts';
import { LiveSensor } from '../sensor/live-sensor.ts';
import type { Complete, Order, Report } from './orders.ts';
import { Outbox } from './outbox.ts';
import { Position } from './position.ts';

const POSITION = 4;
const TICK_MS = 1000;
/** The database is waited for that long before its absence is told. */
const PATIENCE_MS = 3000;

endWithParent();
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
// Whoever presses Ctrl C means the parent, which ends us in its own time.
process.on('SIGINT', () => undefined);
const complete = Promise.withResolvers<void>();
const order = Promise.withResolvers<Order>();
process.on('message', (message: Order | Complete) => {
  if (message.kind === 'read') order.resolve(message);
  else complete.resolve();
});
process.on('uncaughtException', (error) => {
  // Its words may be those of a patient: only where in the code it happened is told.
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 5);
  process.send?.({ kind: 'bug', where: `${error.name} ${where.map((line) => line.trim()).join(' ')}` }, () =>
    process.exit(1),
  );
});

await run(await order.promise);
process.exit(0);

async function run({ database, source, from, lost = 0, input }: Order): Promise<void> {
  const db = openDatabase(database, 2);
  const bus = new PgBus(db, database, { patienceMs: PATIENCE_MS });
  const outbox = new Outbox({ bus, from, onTrouble: (trouble) => report({ kind: 'behind', trouble }) });
  const position = new Position(POSITION);
  const live = input.kind === 'interface';
  const sensor = new LiveSensor({
    source,
    live,
    daily: live || input.kind === 'stream',
    clock: () => Date.now() * 1000,
    onWindow: (window) => outbox.add(window),
    onRead: (protocol) => position.read(protocol),
  });
  sensor.lose(lost);
  const sink = {
    frame: (frame: Parameters<LiveSensor['frame']>[0]) => {
      position.note(frame);
      sensor.frame(frame);
    },
    lose: (packets: number) => sensor.lose(packets),
    listen: (seconds: number) => sensor.listen(seconds),
    tick: () => sensor.tick(),
  };
  let consumed = 0;
  const alive = setInterval(() => {
    report({ kind: 'alive', consumed });
    if (input.kind === 'stream') sensor.tick();
  }, TICK_MS);
  if (input.kind === 'interface') {
    const onState = (state: 'listening' | 'down' | 'failed', trouble: string | null) =>
      report({ kind: 'state', state, trouble });
    await listenTo({ name: input.name, sink, onState, signal: stop.signal });
    sensor.end(null);
    await outbox.flush();
  } else {
    const opened = fromStream(process.stdin, input.name);
    const digest = createHash('sha256');
    // A stream comes only once: what is in the open window is told now or never.
    stop.signal.addEventListener('abort', () => void leave(outbox, input.kind === 'stream' ? sensor : undefined));
    const read = watched(opened, digest, outbox, (bytes) => (consumed = bytes));
    const summary = await readCapture(read, sink);
    await complete.promise;
    sensor.end(summary);
    await outbox.flush();
    await told({ kind: 'done', summary, digest: digest.digest('hex'), consumed });
  }
  clearInterval(alive);
  await db.destroy();
}

/**
 * The same bytes, counted and hashed on their way, and no faster than the bus takes what is understood of them. Once it is
 * told to stop it gives no more, ever: what was read so far is not to be taken for the whole.
 */
function watched(
  opened: CaptureSource,
  digest: ReturnType<typeof createHash>,
  outbox: Outbox,
  onConsumed: (bytes: number) => void,
): CaptureSource {
  return {
    name: opened.name,
    size: opened.size,
    get consumed() {
      return opened.consumed;
    },
    async read(into) {
      await outbox.room();
      if (stop.signal.aborted) return await new Promise<number>(() => undefined);
      const length = await opened.read(into);
      digest.update(into.subarray(0, length));
      onConsumed(opened.consumed);
      return length;
    },
    close: async () => opened.close(),
  };
}

/** Broken off: windows that were closed are kept, the one that was open is read again when the capture is. */
async function leave(outbox: Outbox, sensor: LiveSensor | undefined): Promise<void> {
  sensor?.end(null);
  await outbox.flush();
  process.exit(0);
}

function report(message: Report): void {
  process.send?.(message);
}

async function told(message: Report): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, () => resolve());
  });
}
