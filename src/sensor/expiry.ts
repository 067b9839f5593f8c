/**
 * Lets go of what was silent for too long: a share of every table at a time, so that no packet waits for all of them.
 *
 * Conversations that are over are only retired here; whoever tells of them forgets them. Sightings, hosts and hardware
 * addresses that nobody needs any more are forgotten at once, and their numbers given to others.
 */
import { isOver } from './flow/silence.ts';
import { Mark } from './flow/flow-table.ts';
import type { Tables } from './tables.ts';

/** How many shares a table is swept in. One is swept each second of the packets' time. */
export const SHARES = 64;
/** Whoever was silent for that long, in microseconds, is numbered anew when heard again. */
const MAX_SIGHTING_AGE = 3_600_000_000;

export class Expiry {
  readonly #tables: Tables;
  #share = 0;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Sweeps the next share, at `now` in microseconds of the packets' clock. */
  sweep(now: number): void {
    const { flows, sightings, hosts, macs } = this.#tables;
    const share = this.#share;
    this.#share = (share + 1) % SHARES;
    each(flows.size, share, (flow) => {
      if (!flows.has(flow) || (flows.marks(flow) & Mark.over) !== 0 || !isOver(flows, flow, now)) return;
      flows.retire(flow);
    });
    each(sightings.size, share, (id) => {
      const forgotten = sightings.forgetIdle(id, now - MAX_SIGHTING_AGE);
      if (forgotten === undefined) return;
      macs.release(forgotten.mac);
      hosts.release(forgotten.host);
    });
    each(hosts.size, share, (host) => hosts.forgetIdle(host));
    each(macs.size, share, (mac) => macs.forgetIdle(mac));
  }

  /** Retires every conversation: nothing follows. */
  retireAll(): void {
    const { flows } = this.#tables;
    for (let flow = 0; flow < flows.size; flow++) {
      if (flows.has(flow) && (flows.marks(flow) & Mark.over) === 0) flows.retire(flow);
    }
  }
}

/** Numbers of one share of a table: every 64th, so that a table that grows meanwhile is swept no less. */
function each(size: number, share: number, visit: (number: number) => void): void {
  for (let number = share; number < size; number += SHARES) visit(number);
}
