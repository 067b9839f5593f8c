/** What must hold for every input, however damaged. */
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Random } from '../../bench/traffic/random.ts';
import { MAX_BACKLOG } from '../../src/sensor/dissect/conversation.ts';
import { cut, type Script, type Turn, weight } from './script.ts';
import type { Said, Target } from './target.ts';

/** For each begun KiB of input. */
export const MAX_MILLISECONDS_PER_KIB = 50;
/** Of one event, as characters and numbers. */
export const MAX_EVENT = MAX_BACKLOG;
/** All that is said of an input may weigh so many times as much as the input, and {@link FREE} besides. */
export const MAX_AMPLIFICATION = 64;
const FREE = 64 * 1024;
/** A machine at work on something else must not look like a slow dissector: so often must it be slow. */
const REPETITIONS = 5;

export interface Verdict {
  readonly said: Said | undefined;
  readonly milliseconds: number;
  /** What is wrong, in one line and perhaps a stack; undefined when nothing is. */
  readonly problem: string | undefined;
}

export function judge(target: Target, script: Script): Verdict {
  const began = performance.now();
  try {
    const said = target.feed(script);
    const milliseconds = performance.now() - began;
    return { said, milliseconds, problem: tooSlow(target, script, milliseconds) ?? tooMuch(script, said) };
  } catch (error) {
    // The one place where anything may be caught: this is what the fuzzer looks for.
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { said: undefined, milliseconds: performance.now() - began, problem };
  }
}

/** What is wrong with how a stream is read when its bytes come in other pieces; undefined when nothing is. */
export function judgeWhenCut(target: Target, turns: readonly Turn[], random: Random): string | undefined {
  const [whole, pieces] = [judge(target, turns), judge(target, cut(turns, random))];
  const [said, again] = [whole.said?.events ?? [], pieces.said?.events ?? []];
  if (whole.problem !== undefined || pieces.problem !== undefined) return whole.problem ?? pieces.problem;
  if (isDeepStrictEqual(said, again)) return undefined;
  const at = said.findIndex((event, index) => !isDeepStrictEqual(event, again[index]));
  return `depends on how its bytes are cut: ${show(said[at])} or ${show(again[at < 0 ? said.length : at])}`;
}

const show = (said: unknown): string => inspect(said, { depth: 6, breakLength: Infinity });

function tooSlow(target: Target, script: Script, milliseconds: number): string | undefined {
  const allowed = MAX_MILLISECONDS_PER_KIB * Math.max(1, weight(script) / 1024);
  let least = milliseconds;
  for (let left = REPETITIONS; left > 0 && least > allowed; left--) {
    const began = performance.now();
    target.feed(script);
    least = Math.min(least, performance.now() - began);
  }
  return least > allowed ? `slow: ${least.toFixed(0)} ms for ${weight(script)} bytes` : undefined;
}

function tooMuch(script: Script, { events, held }: Said): string | undefined {
  if (held > 2 * MAX_BACKLOG) return `holds ${held} bytes`;
  let total = 0;
  for (const [, event] of events) {
    const size = sizeOf(event);
    if (size > MAX_EVENT) return `says an event of ${size}`;
    total += size;
  }
  const allowed = FREE + MAX_AMPLIFICATION * weight(script);
  return total > allowed ? `says ${total} of ${weight(script)} bytes` : undefined;
}

/** About how much memory a value takes: one for a number or a character, and one for each thing that holds others. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = 1;
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) size += sizeOf(inner);
  return size;
}
