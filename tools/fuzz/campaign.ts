/**
 * Feeds one dissector many damaged inputs.
 *
 * It begins with the samples and with what was found to reach code that they do not. What makes the dissector say something
 * new (another kind of event, another complaint) is kept and damaged further, so that inputs get ever deeper. No clock decides
 * anything: the same seed and the same beginning are the same campaign everywhere.
 */
import { Random } from '../../bench/traffic/random.ts';
import { judgeWhenCut, judge } from './judge.ts';
import { damage, deliver, type Script, type Turn, weight } from './script.ts';
import type { Said, Target } from './target.ts';

/** So many inputs are kept; the samples always are. */
const MOST_KEPT = 1000;
/** Stops when so many different failures were found. */
const MOST_FAILURES = 5;
/** One input of so many is read in two ways of cutting. */
const RECUT = 8;

export interface Failure {
  /** Which input, counted from 1. */
  readonly input: number;
  readonly problem: string;
  readonly script: Script;
}

export interface Result {
  readonly name: string;
  readonly seed: number;
  readonly inputs: number;
  /** Inputs it began with because they reach code that the samples do not. */
  readonly found: number;
  /** Different ways to speak that were found. */
  readonly behaviours: number;
  /** Milliseconds for a KiB, the slowest input of at least that size. */
  readonly slowest: number;
  readonly held: number;
  readonly failures: readonly Failure[];
}

/** `onInput` hears the number of each input before it is fed. */
export function fuzz(
  target: Target,
  inputs: number,
  seed: number,
  onInput: (input: number) => void,
  found: readonly (readonly Turn[])[] = [],
): Result {
  const random = new Random(seed);
  const pool: (readonly Turn[])[] = [target.samples, ...found];
  const behaviours = new Set<string>();
  const failures = new Map<string, Failure>();
  let slowest = 0;
  let held = 0;
  let input = 0;
  while (input < inputs && failures.size < MOST_FAILURES) {
    input += 1;
    onInput(input);
    // What was found comes first as it is: if it was to fail, it is told here.
    const turns =
      found[input - 1] ?? damage(random.below(4) === 0 ? target.samples : random.pick(pool), random, target.largest);
    const script = target.stream ? deliver(turns, random) : turns;
    const { said, milliseconds, problem } = judge(target, script);
    const kib = weight(script) / 1024;
    if (kib >= 1) slowest = Math.max(slowest, milliseconds / kib);
    held = Math.max(held, said?.held ?? 0);
    if (said !== undefined && isNew(said, behaviours) && pool.length < MOST_KEPT && kib < 64) pool.push(turns);
    if (problem !== undefined) failures.getOrInsert(essence(problem), { input, problem, script });
    if (problem !== undefined || !target.stream || random.below(RECUT) > 0) continue;
    const difference = judgeWhenCut(target, turns, random);
    if (difference !== undefined) {
      failures.getOrInsert(essence(difference), { input, problem: difference, script: turns });
    }
  }
  return {
    name: target.name,
    seed,
    inputs: input,
    found: found.length,
    behaviours: behaviours.size,
    slowest,
    held,
    failures: [...failures.values()],
  };
}

/** Whether an input made the dissector behave as none before it; remembers how. */
function isNew(said: Said, behaviours: Set<string>): boolean {
  const before = behaviours.size;
  for (const [side, event] of said.events) {
    const reason = 'reason' in event ? withoutNumbers(String(event.reason)) : '';
    behaviours.add(`${side} ${event.kind} ${Object.keys(event).length} ${reason}`);
  }
  behaviours.add(`${said.events.length.toString(2).length} events`);
  return behaviours.size > before;
}

/** Two failures are the same when message and place are. */
const essence = (problem: string): string => withoutNumbers(problem.split('\n').slice(0, 2).join(' '));

const withoutNumbers = (text: string): string => text.replace(/\d+/g, 'n').slice(0, 200);
