/** Runs one half of a campaign in a thread of its own, so that somebody can notice when it never comes back. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, type Result } from './campaign.ts';
import { explore } from './explore.ts';
import type { Turn } from './script.ts';
import { targets } from './target.ts';

export interface Order {
  readonly name: string;
  readonly inputs: number;
  readonly seed: number;
  /** Where the number of the current input stands for all to see. */
  readonly progress: Int32Array;
  /** What exploring found; null when that is what is to be done. */
  readonly found: readonly (readonly Turn[])[] | null;
}

/** What a thread answers with: inputs to begin with, or what came of them. */
export type Answer = { readonly found: readonly (readonly Turn[])[] } | { readonly result: Result };

const { name, inputs, seed, progress, found }: Order = workerData;
const target = (await targets()).find((one) => one.name === name);
if (target === undefined) throw new Error(`there is no dissector ${name}`);
const onInput = (input: number) => Atomics.store(progress, 0, input);
const answer: Answer =
  found === null
    ? { found: explore(target, inputs, seed, onInput) }
    : { result: fuzz(target, inputs, seed, onInput, found) };
parentPort?.postMessage(answer, []);
