/** Runs the command line as its users do, and hands back what they see. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const WARDLINE = join(root, 'bin', 'wardline.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  /** What stands on standard input; nothing at all unless told. */
  readonly input?: Uint8Array;
  /** A program that starts ours, such as `setpriv`, with its arguments. */
  readonly starter?: readonly string[];
}

/** Fails when it does not end within five minutes. */
export function wardline(args: readonly string[], { input, starter = [] }: Circumstances = {}): Ended {
  const [program = '', ...rest] = [...starter, process.execPath, WARDLINE, ...args];
  const { status, stdout, stderr, error } = spawnSync(program, rest, {
    cwd: root,
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 2 ** 29,
    input: input ?? '',
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}
