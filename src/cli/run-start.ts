/** `wardline start`: from captures, or the demo hospital, to a console that one can look at. */
import { join } from 'node:path';
import { analyzeFiles } from './analyze.ts';
import { start } from './start.ts';

/** The demo hospital's morning, recorded in the lab. */
const DEMO = join(import.meta.dirname, '..', '..', 'lab', 'demo', 'hospital.pcap.gz');

export interface StartArguments {
  readonly files: readonly string[];
  readonly port: number;
  readonly host: string;
  /** The product's, for the description of the API. */
  readonly version: string;
}

/** Serves until the process is told to end. @throws AppError when a file cannot be opened or the port is taken. */
export async function runStart({ files, port, host, version }: StartArguments): Promise<void> {
  const captures = files.length === 0 ? [DEMO] : files;
  say(files.length === 0 ? 'Analysing the demo hospital...' : `Analysing ${files.join(', ')}...`);
  const document = await analyzeFiles(captures);
  say(`${document.devices.length} devices, ${document.findings.length} findings.`);
  const running = await start(document, { port, host, version, say });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await ended;
  await running.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
