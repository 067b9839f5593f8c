/** Runs one campaign in a thread of its own, so that somebody can notice when it never comes back. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from './campaign.ts';
import { targets } from './target.ts';

export interface Order {
  readonly name: string;
  readonly inputs: number;
  readonly seed: number;
  /** Where the number of the current input stands for all to see. */
  readonly progress: Int32Array;
}

const { name, inputs, seed, progress }: Order = workerData;
const target = (await targets()).find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no dissector ${name}`);
const result = fuzz(target, inputs, seed, (input) => Atomics.store(progress, 0, input));
parentPort?.postMessage(result, []);
