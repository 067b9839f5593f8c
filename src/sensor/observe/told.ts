/** Which facts were told already: the same header says the same of a device in every message it sends. */

/** How many different facts are told. What a flood makes up beyond it is counted, and dropped. */
export const MAX_TOLD = 1_000_000;
/** A fact is told again once it has been forgotten with the generation in which it was told, and two more. */
const GENERATIONS = 3;

/** Maps within maps, because a key joined of subject, name and value would be built and hashed anew for each repetition. */
class Generation {
  readonly #values = new Map<string, Map<string, Set<string>>>();
  size = 0;

  has(subject: string, name: string, value: string): boolean {
    return this.#values.get(subject)?.get(name)?.has(value) === true;
  }

  add(subject: string, name: string, value: string): void {
    this.size += 1;
    let names = this.#values.get(subject);
    if (names === undefined) this.#values.set(subject, (names = new Map()));
    const values = names.get(name);
    if (values === undefined) names.set(name, new Set([value]));
    else values.add(value);
  }
}

export class Told {
  /** The youngest first. */
  readonly #generations = [new Generation()];
  readonly #limit: number;
  #size = 0;
  /** How many facts there was no room for. */
  dropped = 0;

  /** `limit`: how many facts it may hold. */
  constructor(limit: number = MAX_TOLD) {
    this.#limit = limit;
  }

  has(subject: string, name: string, value: string): boolean {
    for (const generation of this.#generations) if (generation.has(subject, name, value)) return true;
    return false;
  }

  /** Remembers a fact that is not known yet, and says whether there was room for it. */
  add(subject: string, name: string, value: string): boolean {
    if (this.#size >= this.#limit) {
      this.dropped += 1;
      return false;
    }
    this.#size += 1;
    this.#generations[0]?.add(subject, name, value);
    return true;
  }

  /** Begins a new generation, and forgets what was told in the oldest: asked twice an hour, nothing is told twice within one. */
  age(): void {
    this.#generations.unshift(new Generation());
    if (this.#generations.length > GENERATIONS) this.#size -= this.#generations.pop()?.size ?? 0;
  }
}
