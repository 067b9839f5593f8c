/**
 * The names with which a NetBIOS session begins: 16 characters, each in two letters of A to P.
 *
 * @see RFC 1001 section 14.1, RFC 1002 section 4.3.2
 */
import type { Reader } from '../../../lib/reader.ts';
import type { SmbNames } from './smb-event.ts';

export function readNames(body: Reader): SmbNames {
  const [called, calling] = [readName(body), readName(body)];
  return { protocol: 'smb', kind: 'names', called, calling };
}

/** Undefined for a name that names nobody in particular. */
function readName(body: Reader): string | undefined {
  const encoded = body.bytes(body.u8());
  // The scope is a domain name, and usually its end at once. Bounded by the bytes.
  for (let length = body.u8(); length > 0; length = body.u8()) body.skip(length);
  let name = '';
  // The sixteenth character is no letter but a kind of service.
  for (let at = 0; at < 30; at += 2) {
    name += String.fromCharCode((((encoded[at] ?? 0x41) - 0x41) << 4) | (((encoded[at + 1] ?? 0x41) - 0x41) & 0x0f));
  }
  const trimmed = name.replaceAll('\0', '').trim();
  return /^[\x21-\x7e][\x20-\x7e]*$/.test(trimmed) && !trimmed.startsWith('*') ? trimmed : undefined;
}
