/** Which facts were told already: the same header says the same of a device in every message it sends. */

/** How many different facts are told. What a flood makes up beyond it is counted, and dropped. */
export const MAX_TOLD = 1_000_000;

/** Maps within maps, because a key joined of subject, name and value would be built and hashed anew for each repetition. */
export class Told {
  readonly #values = new Map<string, Map<string, Set<string>>>();
  #size = 0;
  /** How many facts there was no room for. */
  dropped = 0;

  has(subject: string, name: string, value: string): boolean {
    return this.#values.get(subject)?.get(name)?.has(value) === true;
  }

  /** Remembers a fact that is not known yet, and says whether there was room for it. */
  add(subject: string, name: string, value: string): boolean {
    if (this.#size >= MAX_TOLD) {
      this.dropped += 1;
      return false;
    }
    this.#size += 1;
    let names = this.#values.get(subject);
    if (names === undefined) this.#values.set(subject, (names = new Map()));
    const values = names.get(name);
    if (values === undefined) names.set(name, new Set([value]));
    else values.add(value);
    return true;
  }
}
