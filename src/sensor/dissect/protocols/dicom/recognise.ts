/** What the first bytes of DICOM look like: enough of them that chance does not make them. @see PS3.8 section 9.3 */
import { Reader } from '../../../../lib/reader.ts';

/** PDU types. */
export const Pdu = {
  request: 1,
  accept: 2,
  reject: 3,
  data: 4,
  releaseRequest: 5,
  releaseAnswer: 6,
  abort: 7,
} as const;

export function recognise(head: Uint8Array): boolean | undefined {
  const [type, reserved] = head;
  if (type === undefined) return undefined;
  if (type === Pdu.request || type === Pdu.accept) return isAssociate(head);
  if (type === Pdu.data) return isDataHeader(head);
  if (type < Pdu.request || type > Pdu.abort || (reserved ?? 0) !== 0) return false;
  // The others are ten bytes, four of them after the length, the first of which is reserved.
  const length = [0, 0, 0, 4, 0];
  if (!length.every((byte, at) => at + 2 >= head.length || head[at + 2] === byte)) return false;
  return head.length >= 10 ? true : undefined;
}

function isAssociate(head: Uint8Array): boolean | undefined {
  for (let at = 1; at < 26 && at < head.length; at++) if (!fits(at, head[at] ?? 0)) return false;
  return head.length >= 26 ? true : undefined;
}

/** Reserved, a length under 2^20, protocol version with bit 0, reserved, and a printable title. */
function fits(at: number, byte: number): boolean {
  if (at === 1 || at === 2 || at === 8 || at === 9) return byte === 0;
  if (at === 3) return byte < 0x10;
  if (at === 7) return (byte & 1) === 1;
  return at < 10 || byte === 0 || (byte >= 0x20 && byte < 0x7f);
}

/** The header of a P-DATA PDU and of the first fragment in it. */
export function isDataHeader(head: Uint8Array): boolean | undefined {
  if (head.length > 1 && head[1] !== 0) return false;
  if (head.length < 12) return undefined;
  const header = new Reader(head);
  header.skip(2);
  const length = header.u32();
  const item = header.u32();
  return item >= 2 && item <= length - 4 && (header.u8() & 1) === 1 && header.u8() <= 3;
}
