/**
 * Which of our code has run, as V8 counts it block by block. Only what lies under `src/` counts: it asks whether an input reached
 * code that no input reached before.
 */
import { type Profiler, Session } from 'node:inspector';

const OURS = /\/src\/.*\.ts$/;

export class Coverage {
  readonly #session = new Session();
  /** By script: one for each character of its text that ran, since the beginning. */
  readonly #ran = new Map<string, Uint8Array>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  }

  /** How many characters of our code ran since the last time that had never run, and remembers them. */
  takeNew(): number {
    return this.#take((ran, run) => {
      let fresh = 0;
      for (let at = 0; at < run.length; at += 1) {
        if (run[at] === 0 || ran[at] === 1) continue;
        ran[at] = 1;
        fresh += 1;
      }
      return fresh;
    });
  }

  /** The same, and remembers nothing. */
  peekNew(): number {
    return this.#take((ran, run) => run.reduce((sum, each, at) => sum + (each === 1 && ran[at] !== 1 ? 1 : 0), 0));
  }

  close(): void {
    this.#session.disconnect();
  }

  #take(compare: (ran: Uint8Array, run: Uint8Array) => number): number {
    let fresh = 0;
    // It answers before it returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error;
      for (const script of result) {
        if (!OURS.test(script.url)) continue;
        const run = charactersRun(script);
        fresh += compare(this.#ranOf(script.scriptId, run.length), run);
      }
    });
    return fresh;
  }

  #ranOf(script: string, length: number): Uint8Array {
    const known = this.#ran.get(script);
    if (known !== undefined && known.length >= length) return known;
    const ran = new Uint8Array(length);
    if (known !== undefined) ran.set(known);
    this.#ran.set(script, ran);
    return ran;
  }
}

/** Functions and the blocks in them are told from the outside to the inside: the inner word is the last. */
function charactersRun({ functions }: Profiler.ScriptCoverage): Uint8Array {
  const ranges = functions.flatMap((one) => one.ranges);
  const run = new Uint8Array(ranges.reduce((most, { endOffset }) => Math.max(most, endOffset), 0));
  for (const { startOffset, endOffset, count } of ranges) run.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return run;
}
