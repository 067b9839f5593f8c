/** Keeps the process that takes in what sensors tell: started again whenever it ends, until it is told to stop. */
import { join } from 'node:path';
import { rest } from '../../lib/rest.ts';
import { BackOff } from '../../platform/process/back-off.ts';
import { type Child, endingText, startChild } from '../../platform/process/child.ts';

const SCRIPT = join(import.meta.dirname, '../../ingest/ingest-process.ts');

export interface Kept {
  readonly pid: number | undefined;
  /** After the batch that it has in hand. */
  stop(): Promise<void>;
  /** No windows are taken in until it is told to go on; they wait on the bus. */
  hold(): void;
  goOn(): void;
  /** Ends the process; the next one knows nothing of what the last one remembered. */
  renew(): Promise<void>;
}

/** `url`: of the database; `recog`: a folder that may hold Recog's files. */
export function keepIngest(url: string, recog: string, say: (line: string) => void): Kept {
  const backOff = new BackOff();
  const stopping = new AbortController();
  let child: Child | undefined;
  let held: PromiseWithResolvers<void> | undefined;
  const loop = async (): Promise<void> => {
    for (;;) {
      await held?.promise;
      if (stopping.signal.aborted) return;
      const started = Date.now();
      const onLine = (line: string): void => say(`Taking in what sensors tell: ${line}`);
      child = startChild({ script: SCRIPT, onMessage: (message) => hear(message, say), onLine });
      child.send({ kind: 'ingest', database: url, recog });
      const ending = await child.ended;
      if (stopping.signal.aborted) return;
      const pause = backOff.after(Date.now() - started);
      if (ending.signal !== 'SIGTERM')
        say(`The process that takes in what sensors tell is started again: ${endingText(ending)}.`);
      await rest(pause, stopping.signal);
    }
  };
  const done = loop();
  return {
    get pid() {
      return child?.pid;
    },
    async renew() {
      const last = child;
      last?.kill('SIGTERM');
      await last?.ended;
    },
    hold() {
      held ??= Promise.withResolvers<void>();
      child?.kill('SIGTERM');
    },
    goOn() {
      held?.resolve();
      held = undefined;
    },
    async stop() {
      stopping.abort();
      held?.resolve();
      child?.kill('SIGTERM');
      await done;
    },
  };
}

function hear(message: unknown, say: (line: string) => void): void {
  if (typeof message !== 'object' || message === null || !('line' in message)) return;
  if (typeof message.line === 'string') say(message.line);
}
