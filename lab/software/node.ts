/** Programs of the lab that are ours, run by the Node that runs the lab. */
import { join } from 'node:path';

export function node(program: string, ...args: readonly string[]): string[] {
  const script = join(import.meta.dirname, '..', 'programs', program);
  return [process.execPath, '--disable-warning=ExperimentalWarning', script, ...args];
}
