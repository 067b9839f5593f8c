/** Runs programs: to their end within a time, or in the background until the lab is over. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds; {@link DEADLINE} unless told. */
  readonly within?: number;
  /** Exit codes that are no failure; 0 unless told. */
  readonly accept?: readonly number[];
}

/** Longest that one program of the scene may take. */
const DEADLINE = 60_000;

/** Runs a program to its end and returns what it printed; an error with its messages when it fails or is late. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { env: { ...process.env, ...options.env }, stdio: 'pipe' });
  const printed: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
  child.stdin.on('error', () => undefined); // a program may end before it has read its input
  child.stdin.end(options.input ?? '');
  const late = setTimeout(() => child.kill('SIGKILL'), options.within ?? DEADLINE);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(late);
  const output = Buffer.concat(printed).toString('utf8');
  if (code !== null && (options.accept ?? [0]).includes(code)) return output;
  const outcome = code === null ? 'was late or killed' : `ended with ${code}`;
  throw new Error(`${argv.join(' ')} ${outcome}: ${output}${Buffer.concat(complained).toString('utf8')}`);
}

/** Asks again, every 50 ms for a minute, until `ready` says so. */
export async function until(what: string, ready: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (await ready()) return;
    await sleep(50);
  }
  throw new Error(`${what}: not ready after a minute`);
}
