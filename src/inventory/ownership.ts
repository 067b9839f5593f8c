/**
 * Which addresses are a network card's own, and which merely lie behind it.
 *
 * A router puts its own MAC on packets of the whole world. What a card claims for itself (ARP, neighbour discovery, DHCP)
 * is its own; of the other senders seen behind a MAC we ask what a router would have changed, and that is the time to live.
 */
import type { Binding, FrameRef } from '../sensor/observe/observation.ts';
import { isLinkLocal, isMadeFrom, isPrivate, isV6, isVirtualRouter, subnetOf } from './address.ts';

/** All that was seen of one MAC together with one address. */
export interface Sighting {
  readonly mac: string;
  readonly address: string;
  /** Claimed in ARP, neighbour discovery or DHCP, not merely sent from. */
  bound: boolean;
  first: FrameRef;
  last: number;
  packets: number;
  ttl: number;
}

/** A card with more claimed addresses answers ARP on behalf of others. @see RFC 1027 (proxy ARP) */
const MAX_CLAIMED = 32;
/** A card with more unclaimed addresses is a router or a bridge that hides what is behind it. */
const MAX_UNCLAIMED = 8;
/** What systems start the time to live with. @see RFC 1700; 30, 32, 60, 100 and 200 are those of older and embedded ones */
const INITIAL_TTL: ReadonlySet<number> = new Set([30, 32, 60, 64, 100, 128, 200, 255]);
/** Used on purpose to stay on the link or close to it, such as by SSDP and IGMP: tells nothing. */
const LINK_TTL = 4;

export function sight(known: Sighting | undefined, binding: Binding): Sighting {
  const { mac, address, first, last, packets, ttl } = binding;
  const bound = binding.source !== 'frame';
  if (known === undefined) return { mac, address, bound, first, last, packets, ttl };
  known.bound ||= bound;
  if (earlier(first, known.first)) known.first = first;
  known.last = Math.max(known.last, last);
  known.packets += packets;
  known.ttl = Math.max(known.ttl, ttl);
  return known;
}

/** Of the sightings of one MAC, those whose address is its own. `privateNetwork`: whether private addresses are in use. */
export function ownAddresses(mac: string, sightings: readonly Sighting[], privateNetwork: boolean): Sighting[] {
  const claimed = sightings.filter((sighting) => sighting.bound);
  const own = claimed.length > MAX_CLAIMED ? [] : claimed;
  const others = sightings.filter((sighting) => !sighting.bound);
  const linkLocal = others.filter(({ address }) => isLinkLocal(address));
  const routable = others.filter(({ address }) => !isLinkLocal(address));
  if (isVirtualRouter(mac)) return [...own, ...linkLocal];

  const v4 = routable.filter(({ address }) => !isV6(address));
  const v6 = routable.filter(({ address }) => isV6(address));
  const near4 = v4.filter((sighting) => !isForwarded(sighting) && (!privateNetwork || isPrivate(sighting.address)));
  const forwards = near4.length < v4.length || v6.some(isForwarded) || near4.length > MAX_UNCLAIMED;
  return [...own, ...linkLocal, ...choose4(near4, own, forwards), ...choose6(mac, v6, forwards)];
}

/**
 * Where all that came from a MAC has one and the same sender, though a forwarded one: the address, if it may be here.
 *
 * A router in front of one host, or a host whose packets count down on their way to us: one address cannot tell. The MAC
 * then is where to find the device, and nothing is concluded from its maker.
 */
export function loneAddress(
  mac: string,
  sightings: readonly Sighting[],
  privateNetwork: boolean,
): Sighting | undefined {
  const v4 = sightings.filter(({ address }) => !isV6(address));
  const [lone, ...more] = v4;
  if (lone === undefined || more.length > 0 || lone.bound || !isForwarded(lone) || isVirtualRouter(mac))
    return undefined;
  return !privateNetwork || isPrivate(lone.address) ? lone : undefined;
}

/** A time to live below every usual start was counted down by routers. */
export function isForwarded({ ttl }: Pick<Sighting, 'ttl'>): boolean {
  return ttl > LINK_TTL && !INITIAL_TTL.has(ttl);
}

function choose4(near: readonly Sighting[], claimed: readonly Sighting[], forwards: boolean): readonly Sighting[] {
  if (near.length > MAX_UNCLAIMED) return [];
  const claimed4 = claimed.filter(({ address }) => !isV6(address) && !isLinkLocal(address));
  if (near.length === 1 && claimed4.length === 0) return near;
  // Several unclaimed addresses: those beside a claimed one, or that start counting here, as aliases and new leases do.
  const subnets = new Set(claimed4.map(({ address }) => subnetOf(address)));
  return near.filter(({ address, ttl }) => subnets.has(subnetOf(address)) || (ttl > LINK_TTL && !forwards));
}

function choose6(mac: string, v6: readonly Sighting[], forwards: boolean): Sighting[] {
  const near = v6.filter((sighting) => !isForwarded(sighting));
  const open = !forwards && near.length <= MAX_UNCLAIMED;
  return near.filter(({ address }) => open || isMadeFrom(address, mac));
}

export const earlier = (a: FrameRef, b: FrameRef): boolean =>
  a.capture < b.capture || (a.capture === b.capture && a.frame < b.frame);
