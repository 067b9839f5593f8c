/** What a batch of windows tells of endpoints: who sent how much when, who was an end of a conversation, who was only named. */
import type { Binding } from '../sensor/observe/observation.ts';
import { PAUSE } from './limits.ts';
import { earliest, type Reference, within } from './reference.ts';

export interface EndpointSum {
  readonly key: string;
  readonly mac: string;
  readonly address: string;
  /** Of its packets. */
  seen: Reference | undefined;
  seenLast: number;
  packets: number;
  ttl: number;
  /** As an end of conversations in which it sent something: the frame that opened the first. */
  spoke: Reference | undefined;
  spokeLast: number;
  /** Whatever else names it. */
  told: Reference | undefined;
  /** Times without a longer pause, in order. */
  readonly spans: { first: number; last: number }[];
}

/** Tells endpoints apart; `''` where there is none of the two. */
export const endpointKey = (mac: string, address: string): string => `${mac} ${address}`;

export class EndpointSums {
  readonly #sums = new Map<string, EndpointSum>();

  get all(): Iterable<EndpointSum> {
    return this.#sums.values();
  }

  at(mac: string, address: string): EndpointSum {
    const key = endpointKey(mac, address);
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      const times = { seen: undefined, seenLast: 0, spoke: undefined, spokeLast: 0, told: undefined };
      this.#sums.set(key, (sum = { key, mac, address, packets: 0, ttl: 0, spans: [], ...times }));
    }
    return sum;
  }

  /** A sender's share of a window that began at `from`. */
  sighting({ mac, address, first, last, packets, ttl }: Binding, from: number): void {
    const sum = this.at(mac, address);
    const at = { source: first.capture, frame: first.frame, time: within(first.time) };
    sum.seen = sum.seen === undefined ? at : earliest(sum.seen, at);
    sum.seenLast = Math.max(sum.seenLast, within(last));
    sum.packets += packets;
    sum.ttl = Math.max(sum.ttl, ttl);
    present(sum, Math.min(within(last), Math.max(at.time, within(from))), within(last));
  }

  spoke(mac: string, address: string, opened: Reference, last: number, from: number): void {
    const sum = this.at(mac, address);
    sum.spoke = sum.spoke === undefined ? opened : earliest(sum.spoke, opened);
    sum.spokeLast = Math.max(sum.spokeLast, last);
    present(sum, Math.min(last, Math.max(opened.time, within(from))), last);
  }

  told(mac: string, address: string, at: Reference): void {
    const sum = this.at(mac, address);
    sum.told = sum.told === undefined ? at : earliest(sum.told, at);
  }
}

/** Windows come in order, so that a span nearly always prolongs the last. */
function present({ spans }: EndpointSum, first: number, last: number): void {
  const span = spans.at(-1);
  if (span !== undefined && first <= span.last + PAUSE && last >= span.first - PAUSE) {
    span.first = Math.min(span.first, first);
    span.last = Math.max(span.last, last);
  } else spans.push({ first, last });
}
