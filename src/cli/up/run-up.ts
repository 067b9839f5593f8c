/** Runs `wardline up` at the command line until it is told to end. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import { openFile } from '../../sensor/capture/source.ts';
import { type Running, up, type UpOptions } from './up.ts';

export interface UpArguments extends Omit<UpOptions, 'say' | 'databaseUrl' | 'demo'> {
  /** Captures to read; `-` is standard input. */
  readonly files: readonly string[];
  /** Interfaces to listen at. */
  readonly listen: readonly string[];
}

/** @throws AppError when something is in the way. */
export async function runUp({ files, listen, ...options }: UpArguments): Promise<void> {
  // A missing file is told before anything is started.
  for (const file of files) if (file !== '-') await (await openFile(file)).close();
  const ended = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal));
  });
  const demo = files.length === 0 && listen.length === 0;
  const running = await up({ ...options, databaseUrl: process.env['DATABASE_URL'], demo, say });
  say(`The console is at ${running.url} (Ctrl C ends it)`);
  if (running.setupUrl !== undefined) say(`Make the first account here, within a day: ${running.setupUrl}`);
  if (running.demo) say('The demo hospital plays until you upload a capture or listen at an interface.');
  const reading = read(running, files, listen);
  reading.catch(() => undefined); // looked at below
  const first = await Promise.race([ended, reading.then(() => ended)]).catch(async (error: unknown) => {
    await running.close();
    throw error;
  });
  say(first === 'SIGINT' ? 'Ending…' : 'Ending, as the system asks…');
  await running.close();
}

async function read({ readings }: Running, files: readonly string[], interfaces: readonly string[]): Promise<void> {
  for (const name of interfaces) {
    await readings.listen(name).catch((error: unknown) => {
      // It was listened to before: that goes on.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    });
    say(`Listening at ${name}.`);
  }
  for (const file of files) {
    if (file === '-') {
      const signal = new AbortController().signal;
      await readings.stream({ name: 'standard input', demo: false, bytes: process.stdin, signal });
      say('Standard input is at its end.');
    } else {
      await readFile(readings, file);
    }
  }
}

async function readFile(readings: Running['readings'], file: string): Promise<void> {
  const { size } = await stat(file);
  say(`Reading ${file}…`);
  try {
    const bytes = createReadStream(file);
    await readings.upload({ name: basename(file), size, by: null, differs: false, bytes });
    say(`Read ${file}.`);
  } catch (error) {
    // The console is there all the same, and the others are read.
    if (!(error instanceof AppError)) throw error;
    say(`${file}: ${error.message}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
