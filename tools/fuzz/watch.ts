/** Runs a campaign and watches it: an input that takes longer than any may is a failure like any other. */
import { Worker } from 'node:worker_threads';
import type { Failure, Result } from './campaign.ts';
import type { Answer, Order } from './worker.ts';

/** Far longer than the longest input may take on the slowest machine; of the processor, which others may keep from us for minutes. */
const HANG_SECONDS = 120;
const LOOK_SECONDS = 10;
/** Of the inputs, one in so many is spent on looking for code that none reached before, and at most so many. */
const EXPLORING = 4;
const MOST_EXPLORING = 100_000;

export async function campaign(name: string, inputs: number, seed: number): Promise<Result> {
  const order = { name, inputs, seed, progress: new Int32Array(new SharedArrayBuffer(4)) };
  const exploring = Math.min(MOST_EXPLORING, Math.ceil(inputs / EXPLORING));
  const explored = await answerTo({ ...order, inputs: exploring, found: null });
  if ('problem' in explored) return hung(order, explored);
  const found = 'found' in explored ? explored.found : [];
  const answer = await answerTo({ ...order, found });
  if ('problem' in answer) return hung(order, answer);
  if (!('result' in answer)) throw new Error('a campaign answers with its result');
  return answer.result;
}

async function answerTo(order: Order): Promise<Answer | Failure> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: order });
  const { promise, resolve, reject } = Promise.withResolvers<Answer | Failure>();
  let last = -1;
  let since = process.cpuUsage();
  const watch = setInterval(() => {
    const input = Atomics.load(order.progress, 0);
    const { user, system } = process.cpuUsage(since);
    if (input !== last) since = process.cpuUsage();
    else if (user + system > HANG_SECONDS * 1e6)
      resolve({ input, problem: `does not come back within ${HANG_SECONDS} s`, script: [] });
    last = input;
  }, LOOK_SECONDS * 1000);
  worker.on('message', resolve);
  worker.on('error', reject);
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}

function hung({ name, seed }: Pick<Order, 'name' | 'seed'>, failure: Failure): Result {
  return {
    name,
    seed,
    inputs: failure.input,
    found: 0,
    behaviours: 0,
    slowest: Infinity,
    held: 0,
    failures: [failure],
  };
}
