/** Pairs of a hardware and an internet address that protocols stated in one window, each once with how often. */
import type { Binding, FrameRef } from './observe/observation.ts';

export class Claims {
  readonly #claims = new Map<string, Binding>();

  get size(): number {
    return this.#claims.size;
  }

  add(mac: string, address: string, source: 'arp' | 'ndp' | 'dhcp', at: FrameRef): void {
    const key = `${mac} ${address} ${source}`;
    const known = this.#claims.get(key) ?? { mac, address, source, first: at, last: at.time, packets: 0, ttl: 0 };
    const last = Math.max(known.last, at.time);
    this.#claims.set(key, { ...known, last, packets: known.packets + 1 });
  }

  /** All since this was last asked. */
  take(): readonly Binding[] {
    const taken = [...this.#claims.values()];
    this.#claims.clear();
    return taken;
  }
}
