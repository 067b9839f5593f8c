/** What the text of a MAC or internet address tells of its holder. Addresses are in canonical text (RFC 5952). */

/** Whether a hardware address can be that of one thing: no group, not all zero as on the loopback interface. */
export function isStationMac(mac: string | undefined): mac is string {
  if (mac === undefined || mac === '' || mac === '00:00:00:00:00:00') return false;
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
}

/** Whether an internet address can be that of one thing: neither unspecified nor a group. */
export function isStationAddress(address: string | undefined): address is string {
  if (address === undefined || address === '' || address === '0.0.0.0' || address === '::') return false;
  if (isV6(address)) return !address.startsWith('ff');
  const first = Number.parseInt(address, 10);
  return first < 224 || (first >= 240 && address !== '255.255.255.255');
}

export const isV6 = (address: string): boolean => address.includes(':');

/** Never forwarded by a router, so whoever sends from it is next door. @see RFC 3927, RFC 4291 section 2.5.6 */
export const isLinkLocal = (address: string): boolean => /^fe[89ab]|^169\.254\./.test(address);

/**
 * Not of the public Internet: private, shared, link-local, loopback, unique local, documentation, benchmarking.
 *
 * @see RFC 6890 and the IANA registries of special-purpose addresses
 */
export function isPrivate(address: string): boolean {
  if (isV6(address)) return /^(f[cd]|fe[89ab]|::1$|2001:db8:)/.test(address);
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  if (a === 10 || a === 127 || a === 0 || a >= 240) return true;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2));
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 203 && b === 0 && c === 113);
}

/**
 * Of nobody's own network. Ranges for documentation (RFC 5737, RFC 3849) are private to nobody: whoever uses one plays
 * the Internet.
 */
export const isInternet = (address: string): boolean =>
  !isPrivate(address) || /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/.test(address);

/** The /24 of an IPv4 address: the smallest subnet in common use, and our guess where no mask was heard. */
export const subnetOf = (address: string): string => address.slice(0, address.lastIndexOf('.'));

/** Ends in 255: the broadcast address of the usual subnets, hence nobody as long as nothing came from it. */
export const looksLikeBroadcast = (address: string): boolean => !isV6(address) && address.endsWith('.255');

/** "This network", which nobody has for an address: what some field holds that is none. @see RFC 6890 section 2.2.2 */
export const isThisNetwork = (address: string): boolean => address.startsWith('0.');

/** Whether an IPv6 address was made from a MAC address. @see RFC 4291 appendix A */
export function isMadeFrom(address: string, mac: string): boolean {
  const octets = mac.split(':').map((octet) => Number.parseInt(octet, 16));
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = octets;
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return isV6(address) && address.endsWith(groups.map((group) => group.toString(16)).join(':'));
}

/**
 * Shared by routers that stand in for each other: it is where packets go next, and no thing of its own.
 *
 * @see RFC 9568 section 7.3 (VRRP); Cisco HSRP and GLBP
 */
export const isVirtualRouter = (mac: string): boolean =>
  /^00:00:5e:00:0[12]:|^00:00:0c:07:ac:|^00:00:0c:9f:f|^00:05:73:a0:|^00:07:b4:00:/.test(mac);
