/**
 * Puts fragmented internet packets together again, whatever the order, and holds no more than its limits for those that
 * never become whole.
 *
 * @see RFC 791 section 3.2, RFC 8200 section 4.5
 */
import { MAX_DATAGRAMS, MAX_FRAGMENT_AGE, MAX_FRAGMENT_BYTES } from '../../lib/limits.ts';
import { Datagram } from './datagram.ts';
import { clearInternet } from './clear.ts';
import { decodeExtensions } from './internet.ts';
import { Packet, Verdict } from './packet.ts';
import { decodeTransport } from './transport.ts';

export class Fragments {
  /** In the order in which they began. */
  readonly #datagrams = new Map<string, Datagram>();
  readonly #whole = new Packet();
  #held = 0;
  #dropped = 0;

  /** How many datagrams were given up: too old, too many, or fragments that contradict each other. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many bytes wait. */
  get held(): number {
    return this.#held;
  }

  /**
   * Takes a packet that was decoded as {@link Verdict.fragment}. The whole packet when this one completes it, else
   * undefined. It is that fragment in frame number, time, length on the wire and addresses; its offsets count from the
   * start of the datagram, in a buffer that nobody writes to again. The packet itself is used again by the next call.
   */
  add(fragment: Packet): Packet | undefined {
    this.#expire(fragment.time);
    const key = keyOf(fragment);
    const datagram = this.#datagrams.get(key) ?? this.#begin(key, fragment.time);
    if (fragment.fragmentOffset === 0 && datagram.protocol < 0) datagram.protocol = fragment.protocol;
    const before = datagram.bytes.length;
    const piece = fragment.bytes.subarray(fragment.payloadStart, fragment.payloadEnd);
    const fits = datagram.add(fragment.fragmentOffset, piece, !fragment.moreFragments);
    this.#held += datagram.bytes.length - before;
    if (!fits) {
      this.#dropped += 1;
      this.#forget(key, datagram);
    } else if (datagram.complete) {
      this.#forget(key, datagram);
      return this.#decode(fragment, datagram);
    } else {
      this.#evict();
    }
    return undefined;
  }

  #begin(key: string, time: number): Datagram {
    const datagram = new Datagram(time);
    this.#datagrams.set(key, datagram);
    this.#held += datagram.bytes.length;
    return datagram;
  }

  #forget(key: string, datagram: Datagram): void {
    this.#datagrams.delete(key);
    this.#held -= datagram.bytes.length;
  }

  /** Gives up those that waited too long. Bounded: each was begun by a fragment. */
  #expire(now: number): void {
    for (const [key, datagram] of this.#datagrams) {
      if (now - datagram.time <= MAX_FRAGMENT_AGE) return;
      this.#dropped += 1;
      this.#forget(key, datagram);
    }
  }

  /** Gives up the oldest until the others are within the limits. Bounded as {@link #expire} is. */
  #evict(): void {
    for (const [key, datagram] of this.#datagrams) {
      if (this.#datagrams.size <= MAX_DATAGRAMS && this.#held <= MAX_FRAGMENT_BYTES) return;
      this.#dropped += 1;
      this.#forget(key, datagram);
    }
  }

  #decode(fragment: Packet, { bytes, length, protocol }: Datagram): Packet | undefined {
    const whole = Object.assign(this.#whole, fragment);
    clearInternet(whole);
    whole.bytes = bytes;
    whole.view = new DataView(bytes.buffer);
    whole.networkStart = 0;
    whole.protocol = protocol;
    if (whole.ipVersion === 4) {
      decodeTransport(whole, protocol, 0, length, length);
      return whole;
    }
    // A fragment of a fragment is not allowed to be sent, and not looked into.
    return decodeExtensions(whole, protocol, 0, length, length) === Verdict.internet ? whole : undefined;
  }
}

/** What fragments of one datagram share. In IPv6 the protocol is known to the first of them only. */
function keyOf(packet: Packet): string {
  const { src0, src1, src2, src3, dst0, dst1, dst2, dst3, fragmentId, protocol } = packet;
  return packet.ipVersion === 4
    ? `${src0} ${dst0} ${fragmentId} ${protocol}`
    : `${src0} ${src1} ${src2} ${src3} ${dst0} ${dst1} ${dst2} ${dst3} ${fragmentId}`;
}
