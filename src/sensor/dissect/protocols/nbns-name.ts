/** NetBIOS names: fifteen characters and a number that says what the holder of the name is. */
import { latin1 } from '../../../lib/reader.ts';

export interface NetbiosName {
  readonly name: string;
  /** 0x00 a workstation, 0x20 a file server, 0x1b and 0x1c a domain controller; 0x03 may be the name of a person. */
  readonly suffix: number;
}

/** The length of a name as it travels: two letters for each of sixteen bytes. */
const ENCODED = 32;

/** Whether a label may be an encoded name. */
export const isEncoded = (label: Uint8Array): boolean =>
  label.length === ENCODED && label.every((letter) => letter >= 0x41 && letter <= 0x50);

/** Undefined when the label is no encoded name. @see RFC 1001 section 14.1 */
export function decodeName(label: string): NetbiosName | undefined {
  const letters = Buffer.from(label, 'latin1');
  if (!isEncoded(letters)) return undefined;
  const bytes = Uint8Array.from(
    { length: ENCODED / 2 },
    (_, at) => (((letters[2 * at] ?? 0) - 0x41) << 4) | ((letters[2 * at + 1] ?? 0) - 0x41),
  );
  return plainName(bytes);
}

/** Fifteen bytes, filled up with spaces, and the suffix. */
export const plainName = (bytes: Uint8Array): NetbiosName => ({
  name: latin1(bytes.subarray(0, 15))
    .replace(/\p{Cc}/gu, '')
    .trim(),
  suffix: bytes[15] ?? 0,
});
