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
  readonly #texts: (string | undefined)[] = [];

  /** All numbers in use are below it. */
  get size(): number {
    return this.#hosts.size;
  }

  /** How many hosts are known. */
  get used(): number {
    return this.#hosts.used;
  }

  ipv4(word: number): number {
    return this.#hosts.id(word, IPV4);
  }

  ipv6(a: number, b: number, c: number, d: number): number {
    const upper = this.#halves.id(a, b);
    const lower = this.#halves.id(c, d);
    const before = this.#hosts.used;
    const host = upper < 0 || lower < 0 ? -1 : this.#hosts.id(upper, lower);
    if (this.#hosts.used > before) {
      this.#halves.retain(upper);
      this.#halves.retain(lower);
    } else if (host < 0) {
      this.#forgetIdleHalf(upper);
      if (lower !== upper) this.#forgetIdleHalf(lower);
    }
    return host;
  }

  /** The host of packets without an internet layer. */
  none(): number {
    return this.#hosts.id(0, NONE);
  }

  /** The host keeps its number until as many {@link release} it. */
  retain(host: number): void {
    this.#hosts.retain(host);
  }

  release(host: number): void {
    this.#hosts.release(host);
  }

  /** Forgets `host` when nobody retains it. */
  forgetIdle(host: number): void {
    if (!this.#hosts.isIdle(host)) return;
    const lower = this.#hosts.second(host);
    if (lower >= 0) {
      const upper = this.#hosts.first(host);
      this.#halves.release(upper);
      this.#halves.release(lower);
      this.#forgetIdleHalf(upper);
      if (lower !== upper) this.#forgetIdleHalf(lower);
    }
    this.#hosts.forget(host);
    this.#texts[host] = undefined;
  }

  #forgetIdleHalf(half: number): void {
    if (half >= 0 && this.#halves.isIdle(half)) this.#halves.forget(half);
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
  readonly #texts: (string | undefined)[] = [];

  get size(): number {
    return this.#macs.size;
  }

  get used(): number {
    return this.#macs.used;
  }

  /** The number of a hardware address given as its upper 16 and lower 32 bits. */
  id(high: number, low: number): number {
    return this.#macs.id(high, low);
  }

  retain(mac: number): void {
    this.#macs.retain(mac);
  }

  release(mac: number): void {
    this.#macs.release(mac);
  }

  /** Forgets `mac` when nobody retains it. */
  forgetIdle(mac: number): void {
    if (!this.#macs.isIdle(mac)) return;
    this.#macs.forget(mac);
    this.#texts[mac] = undefined;
  }

  text(mac: number): string {
    return (this.#texts[mac] ??= macText(this.#macs.first(mac), this.#macs.second(mac)));
  }
}
