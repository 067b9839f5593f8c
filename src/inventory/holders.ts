/** Who holds which address when: from what the sensor saw to candidates, one for each thing, not for each address. */
import type { Binding, FrameRef, Subject } from '../sensor/observe/observation.ts';
import { isPrivate, isStationAddress, isStationMac, isV6, isVirtualRouter } from './address.ts';
import { Candidate } from './candidate.ts';
import { earlier, isForwarded, loneAddress, ownAddresses, sight, type Sighting } from './ownership.ts';

interface Holding {
  readonly candidate: Candidate;
  readonly first: FrameRef;
  readonly last: number;
}

/** Of the holders of one address, only these many are looked at: whoever claims one a thousand times gains nothing. */
const MAX_RECENT = 16;

export class Holders {
  readonly #byMac = new Map<string, Candidate>();
  readonly #byAddress = new Map<string, Holding[]>();
  /** By card, so that one that forwards for others is not asked for what is not its own. */
  readonly #own = new Map<string, Set<string>>();

  /** `apart`: addresses that people took away from the cards that hold them. */
  constructor(
    bindings: readonly Binding[],
    privateNetwork: boolean = usesPrivateAddresses(bindings),
    apart: ReadonlySet<string> = new Set(),
  ) {
    const { cards, senders } = group(bindings);
    const lones: Sighting[] = [];
    for (const [mac, card] of cards) {
      const candidate = this.#ofMac(mac);
      for (const { first, last } of card.bare) candidate.seen(first, last);
      const sightings = [...card.sightings.values()];
      const own = new Set(ownAddresses(mac, sightings, privateNetwork));
      for (const sighting of own) {
        if (apart.has(sighting.address)) this.#ofAddressApart(sighting);
        else this.#hold(candidate, sighting);
      }
      const lone = loneAddress(mac, sightings, privateNetwork);
      if (lone !== undefined) lones.push(lone);
      else
        noteRouter(
          candidate,
          mac,
          sightings.filter((sighting) => !own.has(sighting)),
        );
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
    if (card !== undefined && this.#own.get(card)?.has(address) === true) return this.#ofMac(card);
    return this.holder(address, at) ?? this.#ofAddress(address, at);
  }

  /**
   * Who held an address at a time: of those that took it up before, one that was still there, the longest there first, so
   * that nobody takes an address over by claiming it too; else the last of them, else the first after.
   */
  holder(address: string, at: FrameRef): Candidate | undefined {
    const holdings = this.#byAddress.get(address);
    if (holdings === undefined) return undefined;
    const after = startedBy(holdings, at);
    const recent = holdings.slice(Math.max(0, after - MAX_RECENT), after);
    const present = recent.find(({ last }) => last >= at.time);
    return (present ?? recent.at(-1) ?? holdings[0])?.candidate;
  }

  /** The same as {@link find} without making anybody. */
  whose({ mac, address }: Subject, at: FrameRef): Candidate | undefined {
    const card = isStationMac(mac) ? mac : undefined;
    const bare = !isStationAddress(address);
    if (card !== undefined && (bare || this.#own.get(card)?.has(address) === true)) return this.#byMac.get(card);
    return bare ? undefined : this.holder(address, at);
  }

  /** Whether an address is anybody's at any time. */
  isHeld(address: string): boolean {
    return this.#byAddress.has(address);
  }

  #hold(candidate: Candidate, sighting: Sighting): void {
    candidate.hold(sighting);
    this.#own.set(sighting.mac, (this.#own.get(sighting.mac) ?? new Set()).add(sighting.address));
    const holdings = this.#byAddress.get(sighting.address) ?? [];
    holdings.push({ candidate, first: sighting.first, last: sighting.last });
    this.#byAddress.set(sighting.address, holdings);
  }

  /** Whatever card it is seen at, such an address is a thing of its own. */
  #ofAddressApart(sighting: Sighting): void {
    const known = this.#byAddress.get(sighting.address)?.[0];
    const candidate = known?.candidate ?? this.#ofAddress(sighting.address, sighting.first);
    candidate.hold(sighting);
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
    this.#byAddress.set(address, [{ candidate, first, last: first.time }]);
    return candidate;
  }
}

export function usesPrivateAddresses(bindings: readonly Binding[]): boolean {
  return bindings.some(({ address }) => !isV6(address) && isStationAddress(address) && isPrivate(address));
}

/** How many of the holdings, which are in order, began by then. Halves what is left each turn. */
function startedBy(holdings: readonly Holding[], at: FrameRef): number {
  let [low, high] = [0, holdings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const holding = holdings[middle];
    if (holding === undefined || earlier(at, holding.first)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Who carries what others sent is a router. */
function noteRouter(candidate: Candidate, mac: string, carried: readonly Sighting[]): void {
  const [some] = carried.toSorted((a, b) => (earlier(a.first, b.first) ? -1 : 1));
  const confidence = carried.length > 1 ? 0.8 : 0.6;
  const carries = carried.length > 1 || carried.some(isForwarded);
  const role = { name: 'role', protocol: 'ip', confidence: 0.8 };
  if (some !== undefined && carries)
    candidate.learn({ ...role, subject: { mac }, value: 'router', confidence, at: some.first });
  if (isVirtualRouter(mac) && candidate.first !== undefined) {
    candidate.learn({ ...role, subject: { mac }, value: 'virtual-router', at: candidate.first });
  }
}

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
