/** Who holds which address when: from what the sensor saw to candidates, one for each thing, not for each address. */
import type { Binding, FrameRef, Subject } from '../sensor/observe/observation.ts';
import { isPrivate, isStationAddress, isStationMac, isV6 } from './address.ts';
import { Candidate } from './candidate.ts';
import { earlier, loneAddress, ownAddresses, sight, type Sighting } from './ownership.ts';

interface Holding {
  readonly candidate: Candidate;
  readonly first: FrameRef;
}

export class Holders {
  readonly #byMac = new Map<string, Candidate>();
  readonly #byAddress = new Map<string, Holding[]>();
  /** Keys of {@link key}, so that a card that forwards for others is not asked for what is not its own. */
  readonly #own = new Set<string>();

  constructor(bindings: readonly Binding[]) {
    const { cards, senders } = group(bindings);
    const privateNetwork = bindings.some(
      ({ address }) => !isV6(address) && isStationAddress(address) && isPrivate(address),
    );
    const lones: Sighting[] = [];
    for (const [mac, card] of cards) {
      const candidate = this.#ofMac(mac);
      for (const { first, last } of card.bare) candidate.seen(first, last);
      const sightings = [...card.sightings.values()];
      for (const sighting of ownAddresses(mac, sightings, privateNetwork)) this.#hold(candidate, sighting);
      const lone = loneAddress(mac, sightings, privateNetwork);
      if (lone !== undefined) lones.push(lone);
    }
    for (const lone of lones.toSorted((a, b) => (earlier(a.first, b.first) ? -1 : 1))) {
      if (this.#byAddress.has(lone.address)) continue;
      const candidate = this.#ofMac(lone.mac);
      candidate.forwarded = true;
      this.#hold(candidate, lone);
    }
    for (const holdings of this.#byAddress.values()) {
      holdings.sort((a, b) => (earlier(a.first, b.first) ? -1 : Number(earlier(b.first, a.first))));
    }
    for (const sighting of senders.values()) {
      if (!this.#byAddress.has(sighting.address)) this.#ofAddress(sighting.address, sighting.first).hold(sighting);
    }
  }

  /** Every candidate, in the order of the evidence. */
  all(): Set<Candidate> {
    const found = new Set(this.#byMac.values());
    for (const holdings of this.#byAddress.values()) for (const { candidate } of holdings) found.add(candidate);
    return found;
  }

  /** Whom a fact is about; makes a candidate where none was. Undefined when it is about nobody, such as a group. */
  find({ mac, address }: Subject, at: FrameRef): Candidate | undefined {
    const card = isStationMac(mac) ? mac : undefined;
    if (!isStationAddress(address)) return card === undefined ? undefined : this.#ofMac(card);
    if (card !== undefined && this.#own.has(key(card, address))) return this.#ofMac(card);
    return this.holder(address, at) ?? this.#ofAddress(address, at);
  }

  /** Who held an address at a time: the last that took it up before, else the first after. */
  holder(address: string, at: FrameRef): Candidate | undefined {
    const holdings = this.#byAddress.get(address);
    if (holdings === undefined) return undefined;
    let [low, high] = [0, holdings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { first } = holdings[middle] ?? { first: at };
      if (earlier(at, first)) high = middle;
      else low = middle + 1;
    }
    return holdings[Math.max(0, low - 1)]?.candidate;
  }

  /** Whether an address is anybody's at any time. */
  isHeld(address: string): boolean {
    return this.#byAddress.has(address);
  }

  #hold(candidate: Candidate, sighting: Sighting): void {
    candidate.hold(sighting);
    this.#own.add(key(sighting.mac, sighting.address));
    const holdings = this.#byAddress.get(sighting.address) ?? [];
    holdings.push({ candidate, first: sighting.first });
    this.#byAddress.set(sighting.address, holdings);
  }

  #ofMac(mac: string): Candidate {
    let candidate = this.#byMac.get(mac);
    if (candidate === undefined) {
      this.#byMac.set(mac, (candidate = new Candidate()));
      candidate.macs.add(mac);
    }
    return candidate;
  }

  #ofAddress(address: string, first: FrameRef): Candidate {
    const candidate = new Candidate();
    candidate.addresses.add(address);
    this.#byAddress.set(address, [{ candidate, first }]);
    return candidate;
  }
}

const key = (mac: string, address: string): string => `${mac} ${address}`;

interface Card {
  /** By address. */
  readonly sightings: Map<string, Sighting>;
  /** Of frames that carried no internet address. */
  readonly bare: Binding[];
}

/** Sorts the bindings by the card they name, and by address alone for those that sent packets. */
function group(bindings: readonly Binding[]): { cards: Map<string, Card>; senders: Map<string, Sighting> } {
  const cards = new Map<string, Card>();
  const senders = new Map<string, Sighting>();
  for (const binding of bindings) {
    const { mac, address, source } = binding;
    const station = isStationAddress(address);
    if (isStationMac(mac)) {
      let card = cards.get(mac);
      if (card === undefined) cards.set(mac, (card = { sightings: new Map(), bare: [] }));
      if (station) card.sightings.set(address, sight(card.sightings.get(address), binding));
      else card.bare.push(binding);
    }
    if (station && source === 'frame') senders.set(address, sight(senders.get(address), { ...binding, mac: '' }));
  }
  return { cards, senders };
}
