/** Internet addresses and hardware addresses as small numbers, in order of appearance, and back to text; -1 when full. */
import { ipv4Text, ipv6Text, macText } from '../../lib/address.ts';
import { MAX_HOSTS, MAX_MACS } from '../../lib/limits.ts';
import { PairIndex } from '../../lib/pair-index.ts';

/** Stands where an IPv6 address has the number of its lower half. */
const IPV4 = -1;
/** Stands there where a packet has no internet layer. */
const NONE = -2;

export class HostTable {
  readonly #hosts = new PairIndex(MAX_HOSTS);
  /** The 64-bit halves of IPv6 addresses; hosts of one subnet share the upper one. */
  readonly #halves = new PairIndex(2 * MAX_HOSTS);
  readonly #texts: string[] = [];

  get size(): number {
    return this.#hosts.size;
  }

  ipv4(word: number): number {
    return this.#hosts.id(word, IPV4);
  }

  ipv6(a: number, b: number, c: number, d: number): number {
    const upper = this.#halves.id(a, b);
    const lower = this.#halves.id(c, d);
    return upper < 0 || lower < 0 ? -1 : this.#hosts.id(upper, lower);
  }

  /** The host of packets without an internet layer. */
  none(): number {
    return this.#hosts.id(0, NONE);
  }

  /** Canonical text, made once; undefined for {@link none}. */
  text(host: number): string | undefined {
    const upper = this.#hosts.first(host);
    const lower = this.#hosts.second(host);
    if (lower === NONE) return undefined;
    const halves = this.#halves;
    return (this.#texts[host] ??=
      lower === IPV4
        ? ipv4Text(upper)
        : ipv6Text(halves.first(upper), halves.second(upper), halves.first(lower), halves.second(lower)));
  }
}

export class MacTable {
  readonly #macs = new PairIndex(MAX_MACS);
  readonly #texts: string[] = [];

  /** The number of a hardware address given as its upper 16 and lower 32 bits. */
  id(high: number, low: number): number {
    return this.#macs.id(high, low);
  }

  text(mac: number): string {
    return (this.#texts[mac] ??= macText(this.#macs.first(mac), this.#macs.second(mac)));
  }
}
