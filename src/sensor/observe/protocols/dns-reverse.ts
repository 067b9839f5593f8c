/** Reverse names: the addresses that names under in-addr.arpa and ip6.arpa stand for. */
import { addressOf } from '../../../lib/address.ts';

/** The address of which `name` is the reverse, or undefined. @see RFC 1035 section 3.5, RFC 3596 section 2.5 */
export function reverseAddress(name: string): string | undefined {
  const [, reversed, family] = /^(.*)\.(in-addr|ip6)\.arpa$/i.exec(name) ?? [];
  const parts = reversed?.split('.').toReversed() ?? [];
  const bytes = family?.toLowerCase() === 'ip6' ? fromNibbles(parts) : fromNumbers(parts);
  return bytes === undefined ? undefined : addressOf(bytes);
}

function fromNumbers(parts: readonly string[]): Uint8Array | undefined {
  const whole = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return whole ? Uint8Array.from(parts, Number) : undefined;
}

function fromNibbles(parts: readonly string[]): Uint8Array | undefined {
  const whole = parts.length === 32 && parts.every((part) => /^[0-9a-f]$/i.test(part));
  return whole ? Uint8Array.from(Buffer.from(parts.join(''), 'hex')) : undefined;
}
