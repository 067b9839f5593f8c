/** One run of a child process that talks with us in messages, and of whose complaints only what cannot hold payload is kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

export interface ChildOptions {
  /** What is run before it, such as a command that enters a namespace. */
  readonly wrapper?: readonly string[];
  /** The script; it runs on our Node, with our flags. */
  readonly script: string;
  readonly onMessage: (message: unknown) => void;
  /** Hears what it printed on its standard error. */
  readonly onLine: (line: string) => void;
  /** A file descriptor of ours that it has as 4. */
  readonly descriptor?: number;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly pid: number | undefined;
  readonly input: Writable;
  /** Resolves when it is gone, however that came. */
  readonly ended: Promise<Ending>;
  send(message: object): void;
  kill(signal: NodeJS.Signals): void;
}

/** Of one line, and lines of one run: a program that is broken may print without end. */
const MAX_LINE = 300;
const MAX_LINES = 50;
/** V8's and Node's own words, and where in our code it was: whatever else is printed may hold what was being read. */
const HARMLESS = /^(?:FATAL ERROR: [\w\s:.,'()-]+|\s+at [\w.$<>#[\] ]+\(?[\w/.:@-]*\)?|Segmentation fault.*|Killed)$/;

export function startChild({ wrapper = [], script, onMessage, onLine, descriptor }: ChildOptions): Child {
  const [program, ...args] = [...wrapper, process.execPath, ...process.execArgv, script];
  const stdio = ['pipe', 'ignore', 'pipe', 'ipc', descriptor ?? 'ignore'] as const;
  const child = spawn(program, args, { stdio: [...stdio], serialization: 'json' });
  const { stdin, stderr } = child;
  if (stdin === null || stderr === null) throw new Error('a child without pipes');
  child.on('message', onMessage);
  child.on('error', () => undefined); // told by its end
  // It may end before it has read its input, or a message.
  stdin.on('error', () => undefined);
  let lines = 0;
  createInterface({ input: stderr }).on('line', (line) => {
    if (!HARMLESS.test(line) || lines >= MAX_LINES) return;
    lines += 1;
    onLine(line.slice(0, MAX_LINE));
  });
  return {
    pid: child.pid,
    input: stdin,
    ended: endOf(child),
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    kill: (signal) => void child.kill(signal),
  };
}

async function endOf(child: ReturnType<typeof spawn>): Promise<Ending> {
  if (child.pid === undefined) return { code: 127, signal: null };
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
}

/** How a child ended, in words. */
export function endingText({ code, signal }: Ending): string {
  if (signal !== null) return `it was ended by ${signal}`;
  return code === 0 ? 'it ended' : `it ended with code ${code}`;
}
