/**
 * A process that crashes must not leave its memory behind: there may be what patients are called in it. Called first thing; children
 * inherit it, PostgreSQL among them.
 */
import { readFileSync } from 'node:fs';
import { AppError } from '../../lib/errors.ts';

/** Options by which Node writes its memory, or its state with the environment, to a file. */
const WRITERS = /^--(?:heapsnapshot-|report-(?:on-fatalerror|on-signal|uncaught-exception))/;
const RLIMIT_CORE = 4;
/**
 * Bytes that a core dump may have. 0 keeps the kernel from writing a file, but not from handing the dump to a program that collects
 * dumps; 1 keeps it from both (core(5), and `do_coredump` in the kernel).
 */
const LIMIT = 1n;

/** @throws AppError `invalid` when Node was told to write its memory to a file: that cannot be taken back. */
export async function leaveNoDumps(): Promise<void> {
  const told = writersIn([...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)]);
  if (told.length > 0) {
    throw new AppError(
      'invalid',
      `Node is told to write its memory to a file (${told.join(' ')}), which may hold what patients are called: start Wardline without that, and look at NODE_OPTIONS`,
    );
  }
  if (dumpsNothing()) return;
  // Loaded only where it is needed: a short command would wait for it.
  const { default: koffi } = await import('koffi');
  const setrlimit = koffi.load(null).func('int setrlimit(int resource, const void *limit)');
  const result: unknown = setrlimit(RLIMIT_CORE, new BigUint64Array([LIMIT, LIMIT]));
  if (result !== 0) throw new Error(`The limit of core dumps could not be set: errno ${koffi.errno()}`);
}

/** Those of Node's `options` that write memory to a file. */
export function writersIn(options: readonly string[]): string[] {
  return options.filter((option) => WRITERS.test(option.replaceAll('_', '-').replace(/^--no-.*/, '')));
}

/** Whether the kernel would write nothing as it is: a limit of 0, where dumps are files; most machines. */
function dumpsNothing(): boolean {
  if (process.platform !== 'linux') return false;
  const [soft] = /Max core file size\s+(\S+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.slice(1) ?? [];
  return (
    soft === String(LIMIT) || (soft === '0' && !readFileSync('/proc/sys/kernel/core_pattern', 'utf8').startsWith('|'))
  );
}
