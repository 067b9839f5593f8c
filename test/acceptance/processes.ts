/** Processes that are our children. Linux only. */
import { readFile } from 'node:fs/promises';

/** Those whose command line holds `word`. */
export async function childrenNamed(word: string): Promise<readonly number[]> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  const found: number[] = [];
  for (const pid of children.split(' ').filter(Boolean).map(Number)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(word)) found.push(pid);
  }
  return found;
}

/** Bytes of memory that it takes; 0 when it is gone. */
export async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(?<kib>\d+)/.exec(status)?.groups?.['kib'] ?? 0) * 1024;
}
