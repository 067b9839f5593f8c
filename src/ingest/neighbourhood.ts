/**
 * The part of the network that news may change, with its evidence: what the news is about (the core), and what must be read
 * to tell who that is (the context).
 *
 * A card's own addresses belong to its core, an address's owners too. Whoever held one of a core card's other addresses is
 * context, and so is what lies behind a router: else everything would hang together with everything.
 */
import { isStationAddress, isStationMac } from '../inventory/address.ts';
import type { Decision } from '../inventory/decisions.ts';
import { loneAddress, ownAddresses, type Sighting, sight } from '../inventory/ownership.ts';
import type { Transaction } from '../platform/store/database.ts';
import type { Binding } from '../sensor/observe/observation.ts';
import {
  type ClaimEvidence,
  claimsAt,
  claimsOfCards,
  type EndpointEvidence,
  endpointsAt,
  endpointsOfCards,
  endpointsOfDevices,
  type FactEvidence,
  factsAbout,
  sharingFacts,
} from './store/evidence.store.ts';
import type { Subject } from './take-in.ts';

/** Endpoints of one card, and holders of one address, that are read. */
const MAX_OF_CARD = 1000;
const MAX_AT_ADDRESS = 64;
/** Subjects that give the same serial number: with more it is none. */
const MAX_SHARING = 64;
/** How far the core grows: from a card to its addresses, to what shares its serial number, to that one's addresses, and so on. */
const MAX_ROUNDS = 12;

const IDENTIFYING = /^(?:snmp-engine|lldp-chassis-id|dhcp-client-id|snmp-serial|mdns-serial|dicom-serial|udi)$/;

export class Neighbourhood {
  readonly #tx: Transaction;
  readonly #rank: ReadonlyMap<number, number>;
  readonly #privateNetwork: boolean;
  readonly #decisions: readonly Decision[];
  readonly macs = new Set<string>();
  readonly addresses = new Set<string>();
  /** Addresses whose owners belong to the core. */
  readonly #contested = new Set<string>();
  readonly endpoints = new Map<number, EndpointEvidence>();
  readonly claims = new Map<string, ClaimEvidence>();
  readonly facts = new Map<number, FactEvidence>();
  /** Subjects that share something that identifies. */
  readonly sharing = new Set<string>();
  readonly #done = {
    cards: new Set<string>(),
    places: new Set<string>(),
    devices: new Set<string>(),
    facts: new Set<string>(),
    keys: new Set<string>(),
  };

  constructor(
    tx: Transaction,
    context: { rank: ReadonlyMap<number, number>; privateNetwork: boolean; decisions: readonly Decision[] },
  ) {
    this.#tx = tx;
    this.#rank = context.rank;
    this.#privateNetwork = context.privateNetwork;
    this.#decisions = context.decisions;
  }

  /** Makes `subjects` core, and reads until nothing more belongs to it. */
  async grow(subjects: Iterable<Subject>): Promise<void> {
    for (const { mac, address } of subjects) {
      if (isStationAddress(address)) this.#contest(address);
      if (isStationMac(mac)) this.macs.add(mac);
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const before = this.#size;
      await this.#readBindings();
      this.#own();
      await this.#readDevices();
      await this.#readFacts();
      this.#obey();
      if (this.#size === before) return;
    }
  }

  /** Whether an endpoint's card holds its address as its own. */
  owns(mac: string, address: string): boolean {
    return !isStationAddress(address) || this.#ownOf(mac).has(address);
  }

  get bindings(): Binding[] {
    return [
      ...[...this.endpoints.values()].filter(({ packets }) => packets > 0).map((row) => this.#frameBinding(row)),
      ...[...this.claims.values()].map((row) => this.#claimBinding(row)),
    ];
  }

  at({
    first_source: source,
    first_frame: frame,
    first: time,
  }: Pick<EndpointEvidence, 'first_source' | 'first_frame' | 'first'>) {
    return { capture: this.#rank.get(source) ?? 0, frame, time };
  }

  #contest(address: string): void {
    this.#contested.add(address);
    this.addresses.add(address);
  }

  get #size(): number {
    const { cards, places, devices, facts } = this.#done;
    return (
      this.macs.size + this.addresses.size + this.#contested.size + cards.size + places.size + devices.size + facts.size
    );
  }

  async #readBindings(): Promise<void> {
    const places = fresh(this.addresses, this.#done.places);
    this.#add(await endpointsAt(this.#tx, places, MAX_AT_ADDRESS), await claimsAt(this.#tx, places, MAX_AT_ADDRESS));
    const seen = [...this.endpoints.values(), ...this.claims.values()];
    const near = seen.filter(({ address }) => this.addresses.has(address)).map(({ mac }) => mac);
    const cards = fresh(new Set([...this.macs, ...near].filter(isStationMac)), this.#done.cards);
    this.#add(await endpointsOfCards(this.#tx, cards, MAX_OF_CARD), await claimsOfCards(this.#tx, cards, MAX_OF_CARD));
  }

  #add(endpoints: readonly EndpointEvidence[], claims: readonly ClaimEvidence[]): void {
    if (endpoints.length + claims.length > 0) this.#sightings = undefined;
    for (const row of endpoints) this.endpoints.set(row.id, row);
    for (const row of claims) this.claims.set(`${row.mac} ${row.address} ${row.kind}`, row);
  }

  /** What core cards own is core; who owns what is contested is core. */
  #own(): void {
    for (const mac of this.#cards.keys()) {
      const own = this.#ownOf(mac);
      if (!this.macs.has(mac) && ![...own].some((address) => this.#contested.has(address))) continue;
      this.macs.add(mac);
      for (const address of own) this.addresses.add(address);
    }
  }

  /** Endpoints of the devices that the core has been until now: it may be told apart or united otherwise. */
  async #readDevices(): Promise<void> {
    const core = [...this.endpoints.values()].filter((endpoint) => this.wasCore(endpoint));
    const devices = fresh(new Set(core.flatMap(({ device }) => device ?? [])), this.#done.devices);
    const rows = await endpointsOfDevices(this.#tx, devices);
    this.#add(rows, []);
    const cards = fresh(new Set(rows.map(({ mac }) => mac).filter(isStationMac)), this.#done.cards);
    this.#add(await endpointsOfCards(this.#tx, cards, MAX_OF_CARD), await claimsOfCards(this.#tx, cards, MAX_OF_CARD));
    for (const { mac, address } of rows) {
      if (isStationMac(mac) && this.owns(mac, address)) this.macs.add(mac);
      else if (isStationAddress(address)) this.addresses.add(address);
    }
  }

  async #readFacts(): Promise<void> {
    const macs = fresh(this.macs, this.#done.facts);
    const addresses = fresh(this.addresses, this.#done.facts);
    const rows = await factsAbout(this.#tx, macs, addresses);
    for (const row of rows) this.facts.set(row.id, row);
    const telling = rows.filter(({ name }) => IDENTIFYING.test(name));
    const asked = telling.filter(({ name, value }) => fresh([`${name}\n${value}`], this.#done.keys).length > 0);
    const sharing = await sharingFacts(this.#tx, asked, MAX_SHARING);
    const groups = Map.groupBy(sharing, ({ name, value }) => `${name}\n${value}`);
    for (const group of groups.values()) {
      if (new Set(group.map(({ mac, address }) => `${mac} ${address}`)).size < 2) continue;
      for (const { mac, address } of group) this.#share(mac, address);
    }
  }

  #share(mac: string, address: string): void {
    if (isStationMac(mac)) {
      this.macs.add(mac);
      this.sharing.add(mac);
    }
    if (isStationAddress(address)) {
      this.#contest(address);
      this.sharing.add(address);
    }
  }

  /** Whom people named in one breath with the core. */
  #obey(): void {
    for (const { anchors } of this.#decisions) {
      if (!anchors.some((anchor) => this.macs.has(anchor) || this.addresses.has(anchor))) continue;
      for (const anchor of anchors) {
        if (anchor.length === 17 && isStationMac(anchor)) this.macs.add(anchor);
        else this.#contest(anchor);
      }
    }
  }

  /** Whether an endpoint is of the core: its card owns its address or it is known by the address alone. */
  isCore({ mac, address }: Subject): boolean {
    if (this.macs.has(mac) && this.owns(mac, address)) return true;
    return this.addresses.has(address);
  }

  /** The same, or its card was held to own its address until now. */
  wasCore(endpoint: EndpointEvidence): boolean {
    return this.isCore(endpoint) || (endpoint.own && this.macs.has(endpoint.mac));
  }

  #sightings: Map<string, Map<string, Sighting>> | undefined;
  #owned = new Map<string, ReadonlySet<string>>();

  get #cards(): Map<string, Map<string, Sighting>> {
    if (this.#sightings !== undefined) return this.#sightings;
    const cards = new Map<string, Map<string, Sighting>>();
    for (const binding of this.bindings) {
      if (!isStationMac(binding.mac)) continue;
      const card = cards.getOrInsertComputed(binding.mac, () => new Map<string, Sighting>());
      if (isStationAddress(binding.address)) card.set(binding.address, sight(card.get(binding.address), binding));
    }
    this.#owned = new Map();
    return (this.#sightings = cards);
  }

  #ownOf(mac: string): ReadonlySet<string> {
    const cards = this.#cards;
    return this.#owned.getOrInsertComputed(mac, () => {
      const sightings = [...(cards.get(mac)?.values() ?? [])];
      const lone = loneAddress(mac, sightings, this.#privateNetwork);
      const own = ownAddresses(mac, sightings, this.#privateNetwork).map(({ address }) => address);
      return new Set(lone === undefined ? own : [...own, lone.address]);
    });
  }

  #frameBinding(row: EndpointEvidence): Binding {
    const { mac, address, last, packets, ttl } = row;
    return { mac, address, source: 'frame', first: this.at(row), last, packets, ttl };
  }

  #claimBinding(row: ClaimEvidence): Binding {
    const { mac, address, kind, last, packets } = row;
    return { mac, address, source: kind, first: this.at(row), last, packets, ttl: 0 };
  }
}

/** Those that were not asked for yet; they are from now on. */
function fresh(wanted: Iterable<string>, done: Set<string>): string[] {
  const found = [...wanted].filter((it) => !done.has(it));
  for (const it of found) done.add(it);
  return found;
}
