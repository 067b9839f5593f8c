/** Tells NTP from other datagrams: it has no magic number, but few of its fields may have any value. */

const HEADER_LENGTH = 48;
/** None; a refusal; MD5 or SHA-1 with the number of a key. */
const AUTHENTICATORS = new Set([0, 4, 20, 24]);
const MAX_VERSION = 4;
const MAX_STRATUM = 16;
/** The longest pause between two questions, as a power of two in seconds. */
const MAX_POLL = 17;

const versionOf = (first = 0): number => (first >> 3) & 7;
const isVersion = (version: number): boolean => version >= 1 && version <= MAX_VERSION;

/** A header, extension fields and perhaps an authenticator; a clock ticks no slower than once in a second. */
export function isTime(head: Uint8Array): boolean {
  const [first, stratum = 0, poll = 0, precision = 0] = head;
  if (head.length < HEADER_LENGTH || !isVersion(versionOf(first)) || stratum > MAX_STRATUM || poll > MAX_POLL)
    return false;
  if (precision > 0 && precision < 0xc0) return false;
  let at = HEADER_LENGTH;
  // Bounded by the head: each extension field has sixteen bytes or more. @see RFC 7822 section 3
  while (!AUTHENTICATORS.has(head.length - at)) {
    const length = ((head[at + 2] ?? 0) << 8) | (head[at + 3] ?? 0);
    if (length < 16 || length % 4 !== 0 || at + length > head.length) return false;
    at += length;
  }
  return true;
}

/** A header and as many bytes as it says, filled up to four, and perhaps an authenticator. */
export function isControl(head: Uint8Array): boolean {
  const [first, flags = 0] = head;
  if (head.length < 12 || !isVersion(versionOf(first)) || (flags & 0x1f) === 0) return false;
  const data = ((head[10] ?? 0) << 8) | (head[11] ?? 0);
  const rest = head.length - 12 - data;
  return rest >= 0 && AUTHENTICATORS.has(rest - (rest % 4)) && data <= 468;
}

/** One of ntpd's three numbers for itself, and items of a size that fits. */
export function isPrivate(head: Uint8Array): boolean {
  const [first, , implementation = 0, request = 0] = head;
  const items = (((head[4] ?? 0) & 0x0f) << 8) | (head[5] ?? 0);
  const size = ((head[6] ?? 0) << 8) | (head[7] ?? 0);
  if (head.length < 8 || !isVersion(versionOf(first)) || request > 45 || size > 500) return false;
  return [0, 2, 3].includes(implementation) && 8 + items * size <= head.length;
}
