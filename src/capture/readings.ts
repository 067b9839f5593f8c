/** Everything that is being read and listened to: begins it, stops it, and takes it up again after we were away. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError, notFound } from '../lib/errors.ts';
import type { Database } from '../platform/store/database.ts';
import { type CaptureSource, openFile } from '../sensor/capture/source.ts';
import { breakOffAll, endSource, insertSource } from './capture.store.ts';
import { keepListening } from './listening.ts';
import { runSensor } from './run-sensor.ts';
import { deleteSensor, insertSensor, selectSensor, selectSensors, sensorByName, updateSensor } from './sensor.store.ts';
import { untilDone } from './until-done.ts';
import { type Upload, readUpload } from './upload.ts';

export interface ReadingsOptions {
  readonly db: Database;
  /** Of the same database, for the sensors' own connections. */
  readonly url: string;
  readonly say: (line: string) => void;
  /** Awaited before anything but the demo is read or listened to. */
  readonly beforeRealData?: () => Promise<void>;
  /** Something about a capture or a sensor is different. */
  readonly onNews?: (topic: 'capture' | 'sensor', ids: readonly string[]) => void;
  /** What is run before each sensor's process, such as a command that enters a namespace. */
  readonly wrapper?: readonly string[];
}

export interface Stream {
  readonly name: string;
  readonly demo: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface Readings {
  /** To be called once, at the start: sensors that nobody stopped listen again, captures that were being read broke off. */
  resume(): Promise<void>;
  /** Resolves with the source when all of it was read, or it ended otherwise. @throws AppError when it is not to be read. */
  upload(upload: Upload): Promise<number>;
  /** The same with a file of this machine; read again after we were killed, it goes on where it was. */
  file(path: string): Promise<number>;
  /** Reads an endless or unrepeatable stream, such as standard input or the demo. Resolves with the source at its end. */
  stream(stream: Stream): Promise<number>;
  /** @throws AppError when it is not being read. */
  cancel(source: number): void;
  /** Adds the sensor of an interface. @throws AppError when there is one. */
  listen(name: string): Promise<string>;
  stop(sensor: string): Promise<void>;
  start(sensor: string): Promise<void>;
  remove(sensor: string): Promise<void>;
  /** Ends all that is read and listened to, in good order. */
  close(): Promise<void>;
}

/** So many captures may be read at a time: each takes a core. */
const MAX_UPLOADS = 4;
/** How much of a file is read at once. */
const PIECE = 256 * 1024;

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createReadings(options: ReadingsOptions): Readings {
  const { db, url, say, wrapper, beforeRealData = nothing, onNews = () => undefined } = options;
  const captures = new Map<number, AbortController>();
  const reading = new Set<Promise<unknown>>();
  const sensors = new Map<string, Running>();
  const closing = new AbortController();

  async function held<T>(work: Promise<T>): Promise<T> {
    reading.add(work);
    try {
      return await work;
    } finally {
      reading.delete(work);
    }
  }

  function run(id: string, name: string): void {
    const stop = new AbortController();
    const news = () => onNews('sensor', [id]);
    const ended = keepListening({ id, name }, { db, url, say, wrapper, now, onNews: news, signal: stop.signal });
    ended.catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
      say(`The sensor of ${name} could not be kept: ${error.message}`);
    });
    sensors.set(id, { stop, ended });
  }

  async function halt(id: string): Promise<void> {
    const running = sensors.get(id);
    if (running === undefined) return;
    sensors.delete(id);
    running.stop.abort();
    await running.ended;
  }

  async function found(id: string) {
    const row = await selectSensor(db, id);
    if (row === undefined) throw notFound('The sensor', id);
    return row;
  }

  async function upload(it: Upload): Promise<number> {
    if (captures.size >= MAX_UPLOADS) {
      throw new AppError(
        'conflict',
        `${MAX_UPLOADS} captures are being read already: send this one when one of them is done.`,
      );
    }
    await beforeRealData();
    let source: number | undefined;
    const begin = async (id: number): Promise<AbortSignal> => {
      source = id;
      const stop = new AbortController();
      captures.set(id, stop);
      closing.signal.addEventListener('abort', () => stop.abort(), { once: true });
      onNews('capture', [String(id)]);
      return await Promise.resolve(stop.signal);
    };
    try {
      const news = (id: number) => onNews('capture', [String(id)]);
      return await readUpload(it, { db, url, say, wrapper, now, begin, closing: closing.signal, onNews: news });
    } finally {
      if (source !== undefined) captures.delete(source);
    }
  }

  async function stream({ name, demo, bytes, signal }: Stream): Promise<number> {
    if (!demo) await beforeRealData();
    const row = { kind: 'stream', name, sensor: null, demo, size: null, head: null, by: null } as const;
    const source = await insertSource(db, row, now());
    const order = { kind: 'read', database: url, source, from: 0, input: { kind: 'stream', name } } as const;
    const ends = AbortSignal.any([signal, closing.signal]);
    const result = await runSensor({ order, bytes, signal: ends, say, wrapper, onReport: () => undefined });
    const { done } = result;
    const end =
      done === undefined
        ? ({
            state: ends.aborted ? 'done' : 'broken-off',
            incomplete: ends.aborted ? null : 'Its sensor ended before it did.',
          } as const)
        : ({
            state: 'done',
            incomplete: done.summary.incomplete,
            format: done.summary.format,
            consumed: done.consumed,
          } as const);
    await untilDone(closing.signal, async () => endSource(db, source, end, now()));
    onNews('capture', [String(source)]);
    return source;
  }

  return {
    async resume() {
      await breakOffAll(db, now());
      for (const { id, name, kind, stopped } of await selectSensors(db))
        if (kind === 'interface' && stopped === null) run(id, name);
    },
    upload: async (it) => held(upload(it)),
    async file(path) {
      const source = await openFile(path);
      const bytes = piecesOf(source);
      return await held(upload({ name: basename(path), size: source.size, by: null, differs: false, bytes }));
    },
    stream: async (it) => held(stream(it)),
    cancel(source) {
      const stop = captures.get(source);
      if (stop === undefined) throw new AppError('conflict', 'This capture is not being read.');
      stop.abort();
    },
    async listen(name) {
      if ((await sensorByName(db, name)) !== undefined) throw new AppError('conflict', `${name} has a sensor already.`);
      await beforeRealData();
      const id = randomUUID();
      await insertSensor(db, { id, kind: 'interface', name }, now());
      run(id, name);
      return id;
    },
    async stop(sensor) {
      await found(sensor);
      await halt(sensor);
      await updateSensor(db, sensor, { state: 'stopped', trouble: null, stopped: now() });
      onNews('sensor', [sensor]);
    },
    async start(sensor) {
      const { name } = await found(sensor);
      await halt(sensor);
      await updateSensor(db, sensor, { state: 'starting', trouble: null, stopped: null });
      run(sensor, name);
      onNews('sensor', [sensor]);
    },
    async remove(sensor) {
      await found(sensor);
      await halt(sensor);
      await deleteSensor(db, sensor);
      onNews('sensor', [sensor]);
    },
    async close() {
      closing.abort();
      await Promise.all([...sensors.keys()].map(halt));
      await Promise.allSettled(reading);
    },
  };
}

async function* piecesOf(source: CaptureSource): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const length = await source.read(piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    await source.close();
  }
}

/** Microseconds since 1970. */
const now = (): number => Date.now() * 1000;

async function nothing(): Promise<void> {
  // Nobody has anything to do before real data comes.
}
