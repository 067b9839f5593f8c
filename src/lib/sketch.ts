/** Unites the sketches of several windows, as `Distinct` wrote them, and says how many different things they saw together. */
import { estimate, REGISTERS, registersText, uniteText } from './registers.ts';

export class Sketch {
  readonly #registers = new Uint8Array(REGISTERS);

  /** Of sketches of one key; those of different keys know nothing of each other. A `RangeError` when one is damaged. */
  static of(...texts: readonly string[]): Sketch {
    const sketch = new Sketch();
    for (const text of texts) sketch.unite(text);
    return sketch;
  }

  unite(text: string): void {
    uniteText(this.#registers, text);
  }

  get count(): number {
    return estimate(this.#registers);
  }

  /** In base64, to be kept and united again. */
  get text(): string {
    return registersText(this.#registers);
  }
}
