/** Runs a campaign and watches it: an input that takes longer than any may is a failure like any other. */
import { Worker } from 'node:worker_threads';
import type { Result } from './campaign.ts';
import type { Order } from './worker.ts';

/** Far longer than the longest input may take on the slowest machine. */
const HANG_SECONDS = 120;

export async function campaign(name: string, inputs: number, seed: number): Promise<Result> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const order: Order = { name, inputs, seed, progress };
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: order });
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  let last = -1;
  const watch = setInterval(() => {
    const input = Atomics.load(progress, 0);
    if (input === last) resolve(hung(order, input));
    last = input;
  }, HANG_SECONDS * 1000);
  worker.on('message', resolve);
  worker.on('error', reject);
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}

function hung({ name, seed }: Order, input: number): Result {
  const failure = { input, problem: `does not come back within ${HANG_SECONDS} s`, script: [] };
  return { name, seed, inputs: input, behaviours: 0, slowest: Infinity, held: 0, failures: [failure] };
}
