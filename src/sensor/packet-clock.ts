/**
 * The time by the packets, for a sensor that must neither stand still nor race when they are dated wrongly.
 *
 * It goes as far as the latest packet, unless that is far away from all others: then it follows only when as many packets
 * in a row say the same.
 */

/** In microseconds. Packets of several interfaces are never in perfect order. */
const MAX_BEHIND = 60_000_000;
/** A network may be silent for that long. */
const MAX_AHEAD = 3_600_000_000;
/** Packets in a row after which another time is believed. */
const MAX_ASTRAY = 1000;

export class PacketClock {
  /** Microseconds since 1970; NaN before the first packet. */
  now = NaN;
  #astray = 0;

  /** Takes a packet's time. */
  note(time: number): void {
    const ahead = time - this.now;
    if (ahead >= -MAX_BEHIND && ahead <= MAX_AHEAD) {
      if (ahead > 0) this.now = time;
      this.#astray = 0;
    } else if (Number.isNaN(this.now) || (this.#astray += 1) >= MAX_ASTRAY) {
      this.set(time);
    }
  }

  /** Whoever knows the time says it. */
  set(time: number): void {
    this.now = time;
    this.#astray = 0;
  }
}
