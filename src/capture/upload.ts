/**
 * Reads a capture that comes as a stream and is kept nowhere: straight through a sensor, as fast as that goes.
 *
 * What breaks off stays up to its last whole window. The windows of a capture are always the same, so that the same bytes
 * sent again go on where they were, in the same source, and nothing is counted twice.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import type { Database } from '../platform/store/database.ts';
import { endSource, insertSource, type Known, noteConsumed, reopenSource, sourcesByHead } from './capture.store.ts';
import type { Report } from './orders.ts';
import { placeText } from './position.ts';
import { type Run, runSensor } from './run-sensor.ts';
import { untilDone } from './until-done.ts';

/** Captures whose first bytes are equal are looked at as perhaps the same. */
const HEAD_BYTES = 64 * 1024;
/** Milliseconds between two notes of how far it is. */
const NOTE_EVERY = 1000;

export interface Upload {
  readonly name: string;
  readonly size: number | null;
  /** The account. */
  readonly by: string | null;
  /** It is another one than those that begin alike. */
  readonly differs: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface UploadTools {
  readonly db: Database;
  readonly url: string;
  readonly say: (line: string) => void;
  readonly wrapper?: readonly string[] | undefined;
  readonly now: () => number;
  /** Is told the source once it is known, and gives what cancels its reading. */
  readonly begin: (source: number) => Promise<AbortSignal>;
  /** Says that nobody waits for a database that is away. */
  readonly closing: AbortSignal;
  /** Something about the source is different. */
  readonly onNews: (source: number) => void;
}

/** Resolves with the source when its sensor is done, however that came out. @throws AppError when it is not to be read. */
export async function readUpload(upload: Upload, tools: UploadTools): Promise<number> {
  const { db, now } = tools;
  const { head, bytes } = await headOf(upload.bytes);
  const digest = createHash('sha256').update(head).digest('hex');
  const known = upload.differs ? undefined : await sameBeginning(await sourcesByHead(db, digest), bytes);
  const { name, size, by } = upload;
  const source =
    known?.id ??
    (await insertSource(db, { kind: 'capture', name, sensor: null, demo: false, size, head: digest, by }, now()));
  if (known !== undefined) await reopenSource(db, known.id);
  const signal = await tools.begin(source);
  let noted = 0;
  const onReport = (report: Report): void => {
    if (report.kind !== 'alive' || performance.now() - noted < NOTE_EVERY) return;
    noted = performance.now();
    // What is noted here is passing: the end is written with care.
    noteConsumed(db, source, report.consumed).then(
      () => tools.onNews(source),
      () => undefined,
    );
  };
  const order = {
    kind: 'read',
    database: tools.url,
    source,
    from: known?.nextWindow ?? 0,
    input: { kind: 'upload', name },
  } as const;
  const run = await runSensor({ order, bytes, signal, onReport, say: tools.say, wrapper: tools.wrapper });
  const end = endOf(run, signal.aborted, known?.failedFrame ?? null);
  await untilDone(tools.closing, async () => endSource(db, source, end, now()));
  tools.onNews(source);
  return source;
}

/** A capture to read on in; undefined when there is none like it. @throws AppError when it was read, or is being read. */
async function sameBeginning(known: readonly Known[], bytes: AsyncIterable<Uint8Array>): Promise<Known | undefined> {
  const reading = known.find(({ state }) => state === 'reading' || state === 'waiting');
  if (reading !== undefined)
    throw new AppError('conflict', `This capture is being read at this moment, as ${reading.name}.`);
  const aside = known.find(({ state }) => state === 'set-aside');
  if (aside !== undefined) {
    throw new AppError(
      'conflict',
      `Reading this capture failed twice at frame ${aside.failedFrame}; it was set aside as ${aside.name}.`,
    );
  }
  const done = known.filter(({ state }) => state === 'done');
  if (done.length === 0) return known[0];
  const hash = createHash('sha256');
  for await (const piece of bytes) hash.update(piece);
  const digest = hash.digest('hex');
  const same = done.find((it) => it.digest === digest);
  if (same !== undefined) {
    const when = isoTime(same.started).slice(0, 10);
    throw new AppError(
      'conflict',
      `This capture was read already, on ${when} as ${same.name}. It was not counted again.`,
    );
  }
  throw new AppError(
    'conflict',
    `This capture begins as ${done[0]?.name} does, which was read already, and goes on differently. To have it read nevertheless, send it again as a different one: what both hold is then counted twice.`,
  );
}

/** The first bytes, and all of them. */
async function headOf(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; bytes: AsyncIterable<Uint8Array> }> {
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { head: Buffer.concat(first).subarray(0, HEAD_BYTES), bytes: all() };
}

/** What became of a capture, for its row. */
function endOf(run: Run, cancelled: boolean, failedBefore: number | null) {
  const { done, broken, place } = run;
  if (done !== undefined) {
    const { summary, digest, consumed } = done;
    return {
      state: 'done',
      incomplete: summary.incomplete,
      format: summary.format,
      digest,
      consumed,
      size: consumed,
    } as const;
  }
  const kept = 'What was read until then is kept; the same capture sent again goes on from there.';
  if (broken instanceof AppError) return { state: 'broken-off', incomplete: `${broken.message} ${kept}` } as const;
  if (broken !== undefined) return { state: 'broken-off', incomplete: `It was not sent to its end. ${kept}` } as const;
  if (cancelled) return { state: 'cancelled', incomplete: `Somebody stopped it. ${kept}` } as const;
  const at = place === undefined ? 'before its first frame' : `at ${placeText(place)}`;
  const how = run.hung ? 'hung' : 'failed';
  const failedFrame = place?.frame ?? 0;
  if (failedBefore === failedFrame) {
    return {
      state: 'set-aside',
      incomplete: `Reading it ${how} twice ${at}. It is not tried again.`,
      failedFrame,
    } as const;
  }
  return { state: 'broken-off', incomplete: `Reading it ${how} ${at}. ${kept}`, failedFrame } as const;
}
