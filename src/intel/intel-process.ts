/** Looks after the feeds, as a process of its own: reading half a million records keeps a processor busy for seconds. It keeps nothing but files. */
import { readFileSync } from 'node:fs';
import { AppError } from '../lib/errors.ts';
import { rest } from '../lib/rest.ts';
import { endWithParent } from '../platform/process/end-with-parent.ts';
import { Client } from './http/client.ts';
import { FeedKeeper } from './keep-fresh.ts';

export type IntelOrder =
  | { readonly kind: 'keep'; readonly folder: string }
  /** Now, whatever the settings say; all feeds where none is named. */
  | { readonly kind: 'sync'; readonly feeds: readonly string[] };

/** Milliseconds between two looks: an advisory that is put into a mirror is to be known within a minute. */
const EVERY = 10_000;

endWithParent();
const stopping = new AbortController();
/** Since the last look. */
let orders: (readonly string[])[] = [];
let woken = new AbortController();
process.on('SIGTERM', () => {
  stopping.abort();
  woken.abort();
});
// Whoever presses Ctrl C means the parent, which ends us in its own time.
process.on('SIGINT', () => undefined);
process.on('message', (order: IntelOrder) => {
  if (order.kind === 'keep') {
    void keep(order.folder);
    return;
  }
  orders.push(order.feeds);
  woken.abort();
});

async function keep(folder: string): Promise<void> {
  const keeper = new FeedKeeper({
    folder,
    client: ({ certificates }) =>
      new Client({
        environment: process.env,
        ca: certificates === undefined ? undefined : readFileSync(certificates, 'utf8'),
        signal: stopping.signal,
      }),
    onSynced: ({ name, title }, synced) => {
      const change = synced.outcome === 'new' ? synced.change : undefined;
      send({
        kind: 'synced',
        feed: name,
        title,
        outcome: synced.outcome,
        trouble: synced.outcome === 'failed' ? synced.trouble : null,
        change,
      });
    },
  });
  while (!stopping.signal.aborted) {
    woken = new AbortController();
    const taken = orders;
    orders = [];
    const goesOn = await look(keeper, taken);
    if (taken.length > 0) send({ kind: 'answered', orders: taken.length });
    // Nobody wants anything any more: the parent starts another one when somebody does.
    if (!goesOn && orders.length === 0) break;
    await rest(EVERY, AbortSignal.any([woken.signal, stopping.signal]));
  }
  // What was said has to be heard before the channel is gone.
  process.send?.({ kind: 'end' }, () => process.exit(0));
}

async function look(keeper: FeedKeeper, taken: readonly (readonly string[])[]): Promise<boolean> {
  const all = taken.some((feeds) => feeds.length === 0);
  try {
    return await keeper.look(Date.now(), taken.length === 0 ? undefined : all ? [] : taken.flat());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    send({ kind: 'trouble', words: error.message });
    return true;
  }
}

function send(message: object): void {
  if (process.connected) process.send?.(message);
}
