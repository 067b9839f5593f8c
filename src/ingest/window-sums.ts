/** Adds up a batch of windows, so that what is written is what changed, once, however many windows there were. */
import { HEARSAY } from '../inventory/resolution.ts';
import { isStationAddress, isStationMac } from '../inventory/address.ts';
import type { Endpoint, Observation } from '../sensor/observe/observation.ts';
import type { ConversationPart, SensorWindow } from '../sensor/window.ts';
import { EdgeSums } from './edge-sums.ts';
import { endpointKey, EndpointSums } from './endpoint-sums.ts';
import { HOUR } from './limits.ts';
import { earliest, type Reference, referenceOf, within } from './reference.ts';

export interface ClaimSum {
  readonly mac: string;
  readonly address: string;
  readonly kind: 'arp' | 'ndp' | 'dhcp';
  first: Reference;
  last: number;
  packets: number;
}

export interface FactSum {
  readonly mac: string;
  readonly address: string;
  readonly name: string;
  readonly value: string;
  readonly protocol: string;
  confidence: number;
  first: Reference;
  last: number;
}

/** What was seen and lost, of a source or of a sensor's hour. */
export interface TrafficSum {
  frames: number;
  bytes: number;
  dropped: number;
  gaps: number;
  unreadable: number;
  shed: number;
  untracked: number;
  seconds: number;
}

export interface SourceSum extends TrafficSum {
  next: number;
  first: number | null;
  last: number | null;
  /** By the hour of its packets. */
  readonly hours: Map<number, TrafficSum>;
  summary: SensorWindow['summary'];
}

export class WindowSums {
  readonly endpoints = new EndpointSums();
  readonly edges = new EdgeSums();
  readonly claims = new Map<string, ClaimSum>();
  readonly facts = new Map<string, FactSum>();
  readonly sources = new Map<number, SourceSum>();

  add(window: SensorWindow): void {
    this.#count(window);
    for (const binding of window.bindings) {
      if (binding.source === 'frame') this.endpoints.sighting(binding, window.from);
      else this.#claim(binding.mac, binding.address, binding.source, referenceOf(binding.first), binding);
    }
    for (const observation of window.observations) this.fact(observation);
    for (const part of window.conversations) this.#conversation(part, window.from);
  }

  fact({ subject, name, value, protocol, confidence, at: { capture, frame, time } }: Observation): void {
    const { mac = '', address = '' } = subject;
    if (mac === '' && address === '') return;
    const at = { source: capture, frame, time: within(time) };
    const key = [mac, address, name, protocol, value].join('\n');
    const known = this.facts.get(key);
    if (known === undefined) {
      this.facts.set(key, { mac, address, name, value, protocol, confidence, first: at, last: at.time });
    } else {
      known.confidence = Math.max(known.confidence, confidence);
      known.first = earliest(known.first, at);
      known.last = Math.max(known.last, at.time);
    }
    // What others call an address makes nobody; all else is about somebody.
    if (!HEARSAY.has(name) && (isStationAddress(address) || isStationMac(mac))) this.endpoints.told(mac, address, at);
  }

  #claim(
    mac: string,
    address: string,
    kind: ClaimSum['kind'],
    first: Reference,
    { last, packets }: { last: number; packets: number },
  ): void {
    const key = `${mac} ${address} ${kind}`;
    const known = this.claims.get(key);
    if (known === undefined) this.claims.set(key, { mac, address, kind, first, last: within(last), packets });
    else {
      known.first = earliest(known.first, first);
      known.last = Math.max(known.last, within(last));
      known.packets += packets;
    }
    if (isStationMac(mac)) this.endpoints.told(mac, isStationAddress(address) ? address : '', first);
  }

  #conversation(part: ConversationPart, from: number): void {
    const opened = referenceOf(part.opened);
    for (const side of ['client', 'server'] as const) {
      const { mac = '', address = '' } = part[side];
      if (side === 'client' ? part.packets[0] > 0 : part.answered)
        this.endpoints.spoke(mac, address, opened, within(part.last), from);
      else this.endpoints.told(mac, address, opened);
    }
    this.edges.add(part, keyOf(part.client), keyOf(part.server));
  }

  #count({ source, number, from, to, frames, bytes, dropped, seconds, loss, summary }: SensorWindow): void {
    let sum = this.sources.get(source);
    if (sum === undefined) {
      sum = { ...nothing(), next: 0, first: null, last: null, hours: new Map(), summary: null };
      this.sources.set(source, sum);
    }
    sum.next = number + 1;
    sum.summary ??= summary;
    if (frames > 0) {
      sum.first = Math.min(sum.first ?? within(from), within(from));
      sum.last = Math.max(sum.last ?? within(to), within(to));
    }
    const hour = Math.floor(within(from) / HOUR);
    const inHour = sum.hours.get(hour) ?? nothing();
    sum.hours.set(hour, inHour);
    for (const into of [sum, inHour]) {
      into.frames += frames;
      into.bytes += bytes;
      into.dropped += dropped;
      into.seconds += seconds;
      into.gaps += loss.gaps;
      into.unreadable += loss.unreadable;
      into.shed += loss.shed;
      into.untracked += loss.untracked;
    }
  }
}

const keyOf = ({ mac = '', address = '' }: Endpoint): string => endpointKey(mac, address);

const nothing = (): TrafficSum => ({
  frames: 0,
  bytes: 0,
  dropped: 0,
  seconds: 0,
  gaps: 0,
  unreadable: 0,
  shed: 0,
  untracked: 0,
});
