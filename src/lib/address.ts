/** Hardware and internet addresses as text. Numbers are signed 32-bit words, as typed arrays hold them best. */

/** `00:03:b1:b5:b6:48`, from the upper 16 and the lower 32 bits. */
export function macText(high: number, low: number): string {
  const digits = (high & 0xffff).toString(16).padStart(4, '0') + (low >>> 0).toString(16).padStart(8, '0');
  return digits.replace(/(..)(?=.)/g, '$1:');
}

/** The same from six bytes; shorter or longer hardware addresses are written alike. */
export function macOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export function ipv4Text(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

/** Four bytes as IPv4, sixteen as IPv6; undefined for any other length. */
export function addressOf(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return ipv4Text(view.getInt32(0));
  if (bytes.length !== 16) return undefined;
  return ipv6Text(view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12));
}

/** Canonical text. @see RFC 5952: lower case, no leading zeros, the first longest run of zero groups shortened. */
export function ipv6Text(a: number, b: number, c: number, d: number): string {
  if (a === 0 && b === 0 && c === 0xffff) return `::ffff:${ipv4Text(d)}`;
  const groups = [a, b, c, d].flatMap((word) => [word >>> 16, word & 0xffff]);
  let start = 0;
  let length = 0;
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === 0) end += 1;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (length < 2) return hexGroups(groups);
  return `${hexGroups(groups.slice(0, start))}::${hexGroups(groups.slice(start + length))}`;
}

const hexGroups = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':');
