/**
 * Which of our devices a row of a maintenance system is, why, and how sure.
 *
 * Reasons that rest on different things add up as the doubts they leave multiply (noisy-or). A row has a device when the best
 * one is likely and no other comes near; else a person decides.
 */
import type { AssetRecord } from './fields.ts';
import { addressesIn, hostKey, macsIn, makerKey, nameKey, serialKey, udiKey } from './values.ts';

/** What a device of ours can be recognised by, and is compared in. */
export interface Known {
  readonly id: string;
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly udi: string | null;
}

export interface Match {
  readonly device: string;
  /** Why these two may be one, in words. */
  readonly because: string;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface Verdict {
  /** Null when nothing fits, or when it is not clear which. */
  readonly match: Match | null;
  /** All that may be meant, the likeliest first; at most ten. */
  readonly candidates: readonly Match[];
}

/** Below, a person has to say so. */
const LIKELY = 0.6;
/** The best must leave at most a quarter of the doubt that the second leaves. */
const CLEAR = 4;
/** Had by more devices, it is a default and tells nothing apart. */
const MAX_SHARED = 8;
const MAX_CANDIDATES = 10;

const SURE = {
  device: 0.99,
  before: 0.9,
  mac: 0.98,
  udi: 0.97,
  'serial and maker': 0.95,
  serial: 0.8,
  hostname: 0.8,
  address: 0.5,
};
/** Nothing here is certain. */
const MOST = 0.99;
/** What is left of a weak reason when makers, or serial numbers, contradict it. */
const OTHER_MAKER = 0.5;
const OTHER_SERIAL = 0.3;
/** Shorter serial numbers repeat from maker to maker. */
const TELLING_SERIAL = 5;

interface Reason {
  readonly known: Known;
  readonly words: string;
  readonly confidence: number;
  /** Does not fit a device of another maker or serial number. */
  readonly weak: boolean;
}

export class DeviceIndex<K extends Known = Known> {
  readonly #byId = new Map<string, K>();
  readonly #byKey = new Map<string, Known[]>();

  add(known: K): void {
    this.#byId.set(known.id, known);
    for (const mac of known.macs) this.#put(`mac ${mac}`, known);
    for (const address of known.addresses) this.#put(`address ${address}`, known);
    for (const name of new Set(known.names.map(hostKey))) if (name !== '') this.#put(`host ${name}`, known);
    const serial = serialKey(known.serial ?? '');
    if (serial !== '') this.#put(`serial ${serial}`, known);
    const udi = udiKey(known.udi ?? '');
    if (udi.includes('/')) this.#put(`udi ${udi}`, known);
  }

  get(id: string): K | undefined {
    return this.#byId.get(id);
  }

  /** `before`: the device that this row of that system was last time. */
  find(record: AssetRecord, before: string | undefined): Verdict {
    const reasons = [...this.#reasons(record, before)];
    const candidates = [...Map.groupBy(reasons, ({ known }) => known)]
      .map(([known, own]) => matchOf(known, own, record))
      .toSorted((a, b) => b.confidence - a.confidence || Number(a.device > b.device) - Number(a.device < b.device))
      .slice(0, MAX_CANDIDATES);
    const [best, second] = candidates;
    const likely = best !== undefined && best.confidence >= LIKELY && isClear(best, second);
    return { match: likely ? best : null, candidates };
  }

  *#reasons(record: AssetRecord, before: string | undefined): Generator<Reason> {
    const told = this.#byId.get(record.device ?? '');
    if (told !== undefined) yield { known: told, words: 'it names our device', confidence: SURE.device, weak: false };
    const known = before === undefined ? undefined : this.#byId.get(before);
    if (known !== undefined) yield { known, words: 'the same as last time', confidence: SURE.before, weak: true };
    for (const mac of macsIn(record.mac ?? '')) {
      yield* this.#sharing(`mac ${mac}`, `same MAC address ${mac}`, SURE.mac, false);
    }
    const udi = udiKey(record.udi ?? '');
    if (udi.includes('/')) yield* this.#sharing(`udi ${udi}`, 'same UDI with its serial number', SURE.udi, false);
    const serial = serialKey(record.serial ?? '');
    if (serial.length >= TELLING_SERIAL) {
      for (const { known: other } of this.#sharing(`serial ${serial}`, '', 0, false)) {
        const maker = agreement(makerKey(record.manufacturer ?? ''), makerKey(other.manufacturer ?? ''));
        const words = `same serial number ${record.serial ?? ''}`;
        if (maker === 'same') {
          yield { known: other, words: `${words} and maker`, confidence: SURE['serial and maker'], weak: false };
        } else yield { known: other, words, confidence: SURE.serial, weak: true };
      }
    }
    for (const name of new Set((record.hostname ?? '').split(/[\s,;]+/).map(hostKey))) {
      if (name !== '') yield* this.#sharing(`host ${name}`, `same host name ${name}`, SURE.hostname, true);
    }
    for (const address of addressesIn(record.address ?? '')) {
      yield* this.#sharing(`address ${address}`, `same IP address ${address}`, SURE.address, true);
    }
  }

  *#sharing(key: string, words: string, confidence: number, weak: boolean): Generator<Reason> {
    const sharing = this.#byKey.get(key) ?? [];
    if (sharing.length <= MAX_SHARED) for (const known of sharing) yield { known, words, confidence, weak };
  }

  #put(key: string, known: Known): void {
    const sharing = this.#byKey.get(key);
    if (sharing === undefined) this.#byKey.set(key, [known]);
    else if (sharing.length <= MAX_SHARED) sharing.push(known);
  }
}

function matchOf(known: Known, reasons: readonly Reason[], record: AssetRecord): Match {
  const maker = agreement(makerKey(record.manufacturer ?? ''), makerKey(known.manufacturer ?? ''));
  const model = agreement(nameKey(record.model ?? ''), nameKey(known.model ?? ''));
  const serial = agreement(serialKey(record.serial ?? ''), serialKey(known.serial ?? ''));
  const against = (maker === 'other' ? OTHER_MAKER : 1) * (serial === 'other' ? OTHER_SERIAL : 1);
  const confidences = reasons.map(({ confidence, weak }) => (weak ? confidence * against : confidence));
  // That both are the same product makes a chance meeting less likely, and alone says nothing.
  if (maker === 'same' && model === 'same') confidences.push(0.4);
  const doubt = confidences.reduce((left, confidence) => left * (1 - confidence), 1);
  const words = [...new Set(reasons.map((reason) => reason.words))];
  if (maker === 'same' && model === 'same') words.push('same product');
  if (serial === 'other') words.push('but another serial number');
  else if (maker === 'other') words.push('but another maker');
  const confidence = Math.round(Math.min(MOST, 1 - doubt) * 100) / 100;
  return { device: known.id, because: words.join(', '), confidence };
}

function agreement(a: string, b: string): 'same' | 'other' | 'unknown' {
  if (a === '' || b === '') return 'unknown';
  return a === b || (a.length > 3 && b.length > 3 && (a.includes(b) || b.includes(a))) ? 'same' : 'other';
}

/** Of rows that fit the same device, the one that is clearly the best; null when none is. */
export function bestOf<R extends Sure>(rows: readonly R[]): R | null {
  const [best, second] = rows.toSorted((a, b) => b.confidence - a.confidence);
  return best !== undefined && isClear(best, second) ? best : null;
}

type Sure = { readonly confidence: number };

const isClear = (best: Sure, second: Sure | undefined): boolean =>
  second === undefined || (1 - best.confidence) * CLEAR <= 1 - second.confidence;
