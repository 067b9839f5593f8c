/** Keeps the process that looks after the feeds, as long as the settings give it anything to do or a person asks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { changeSchema, type Change } from '../../intel/keep/changes.ts';
import { readSettings } from '../../intel/settings.ts';
import { AppError } from '../../lib/errors.ts';
import { rest } from '../../lib/rest.ts';
import { BackOff } from '../../platform/process/back-off.ts';
import { type Child, endingText, startChild } from '../../platform/process/child.ts';

const SCRIPT = join(import.meta.dirname, '../../intel/intel-process.ts');
/** Milliseconds between two looks at the settings. */
const EVERY = 10_000;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('synced'),
    feed: z.string(),
    title: z.string(),
    outcome: z.string(),
    trouble: z.string().nullable(),
    change: changeSchema.optional(),
  }),
  z.object({ kind: z.literal('trouble'), words: z.string() }),
  z.object({ kind: z.literal('answered'), orders: z.int() }),
]);

export interface IntelKeeper {
  /** Brings feeds up to date now, all where none is named. */
  sync(feeds: readonly string[]): void;
  /** Whether feeds are asked because a person wants it. */
  readonly asking: boolean;
  stop(): Promise<void>;
}

export interface KeepIntelOptions {
  /** Of all feeds. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** Hears of each feed that was asked, with what became different. */
  readonly onSynced: (feed: string, change: Change | undefined) => void;
}

export function keepIntel({ folder, say, onSynced }: KeepIntelOptions): IntelKeeper {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const backOff = new BackOff();
  const stopping = new AbortController();
  let woken = new AbortController();
  let child: Child | undefined;
  /** Until the child says that it has done them: one that ends has them done by the next. */
  let orders: (readonly string[])[] = [];
  let lastTrouble = '';
  const hear = (message: unknown): void => {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.kind === 'answered') {
      orders = orders.slice(data.orders);
      return;
    }
    const words = data.kind === 'trouble' ? data.words : data.trouble;
    // A source that is away for a week is not told of every few minutes.
    if (words !== null && words !== lastTrouble)
      say(data.kind === 'trouble' ? `Intelligence: ${words}` : `${data.title}: ${words}.`);
    lastTrouble = words ?? lastTrouble;
    if (data.kind === 'synced') onSynced(data.feed, data.change);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      if (orders.length === 0 && !isWanted(folder)) {
        await rest(EVERY, AbortSignal.any([woken.signal, stopping.signal]));
        continue;
      }
      const started = Date.now();
      child = startChild({ script: SCRIPT, onMessage: hear, onLine: (line) => say(`Intelligence: ${line}`) });
      for (const feeds of orders) child.send({ kind: 'sync', feeds });
      child.send({ kind: 'keep', folder });
      const ending = await child.ended;
      child = undefined;
      if (stopping.signal.aborted || ending.code === 0) continue;
      say(`The process that looks after intelligence is started again: ${endingText(ending)}.`);
      await rest(backOff.after(Date.now() - started), stopping.signal);
    }
  };
  const done = loop();
  return {
    get asking() {
      return orders.length > 0;
    },
    sync(feeds) {
      orders.push(feeds);
      child?.send({ kind: 'sync', feeds });
      woken.abort();
    },
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      await done;
    },
  };
}

/** Settings that are wrong are told by whoever looks after the feeds. */
function isWanted(folder: string): boolean {
  try {
    const { online, mirror } = readSettings(folder);
    return online || mirror !== undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return true;
  }
}
