/** One run of a sensor's process: started, fed, watched, and asked afterwards where it was. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, type Ending, startChild } from '../platform/process/child.ts';
import { codeOf } from '../sensor/capture/source.ts';
import { isReport, type Order, type Report } from './orders.ts';
import { type Place, PositionFile } from './position.ts';

const SCRIPT = join(import.meta.dirname, 'sensor-process.ts');
/** Milliseconds in which a sensor should say something; one that does not is looked at. */
const MAX_SILENCE = 30_000;
/** Seconds of processor time that it may take meanwhile: one that works and says nothing hangs, and is ended. One that waits for its turn on a busy machine does not. */
const MAX_BUSY = 20;
/** As the kernel tells times to programs. */
const TICKS_PER_SECOND = 100;
/** Milliseconds in which one that is told to stop must have put what it has on the bus. */
const STOP_WITHIN = 20_000;

export interface RunOptions {
  readonly order: Order;
  /** What it reads on its standard input. */
  readonly bytes?: AsyncIterable<Uint8Array>;
  /** Ends it in good order. */
  readonly signal: AbortSignal;
  readonly onReport: (report: Report) => void;
  /** Hears lines for the log. */
  readonly say: (line: string) => void;
  /** What is run before it, such as a command that enters a namespace. */
  readonly wrapper?: readonly string[] | undefined;
}

export interface Run {
  readonly ending: Ending;
  /** Whether it read all there was. */
  readonly done: Extract<Report, { kind: 'done' }> | undefined;
  /** The frame that it last looked at. */
  readonly place: Place | undefined;
  /** It was ended because it said nothing for too long. */
  readonly hung: boolean;
  /** Why `bytes` broke off, if they did. */
  readonly broken: unknown;
}

export async function runSensor({ order, bytes, signal, onReport, say, wrapper = [] }: RunOptions): Promise<Run> {
  const position = new PositionFile();
  let done: Run['done'];
  let hung = false;
  let busy = 0;
  const late = (): void => {
    if (busySeconds(child.pid) - busy < MAX_BUSY) {
      watch = setTimeout(late, MAX_SILENCE);
      return;
    }
    hung = true;
    child.kill('SIGKILL');
  };
  let watch = setTimeout(late, MAX_SILENCE);
  const child: Child = startChild({
    wrapper,
    script: SCRIPT,
    descriptor: position.descriptor,
    onLine: say,
    onMessage: (message) => {
      if (!isReport(message)) return;
      clearTimeout(watch);
      watch = setTimeout(late, MAX_SILENCE);
      busy = busySeconds(child.pid);
      if (message.kind === 'done') done = message;
      if (message.kind === 'bug') say(`A sensor failed: ${message.where}`);
      onReport(message);
    },
  });
  child.send(order);
  let force: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    child.kill('SIGTERM');
    force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  let broken: unknown;
  const fed =
    bytes === undefined
      ? undefined
      : feed(child, bytes, signal).catch((error: unknown) => {
          broken = error;
          end();
        });
  const ending = await child.ended;
  await fed;
  clearTimeout(watch);
  clearTimeout(force);
  signal.removeEventListener('abort', end);
  const place = position.read();
  position.close();
  return { ending, done, place, hung, broken };
}

/** Processor time that a process took; without end where the system does not tell, so that silence alone decides. */
function busySeconds(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return Infinity;
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ');
    const fields = rest.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch (error) {
    // It is gone already.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return 0;
    throw error;
  }
}

/** No faster than the sensor reads, and not when it is gone. */
async function feed(child: Child, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const { input } = child;
  const gone = child.ended.then(() => undefined);
  const pieces = bytes[Symbol.asyncIterator]();
  // Bounded by what is sent: each round passes on one piece of it.
  for (;;) {
    const next = await Promise.race([pieces.next(), gone]);
    if (next === undefined || signal.aborted || input.destroyed) break;
    if (next.done === true) {
      child.send({ kind: 'complete' });
      input.end();
      return;
    }
    if (!input.write(next.value)) await Promise.race([once(input, 'drain').catch(() => undefined), gone]);
  }
  // Whoever sends may be in the middle of a piece: it is not waited for.
  void pieces.return?.().catch(() => undefined);
}
