/** A map that forgets the oldest of its entries rather than hold more than it may. */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  /** What is known under `key`; made, and known from then on, when nothing is. */
  ensure(key: K, make: () => V): V {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#entries.set(key, made);
    if (this.#entries.size > this.#limit) {
      const { value: oldest } = this.#entries.keys().next();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    return made;
  }
}
