/**
 * Command sets: who asks whom for what, and what became of it.
 *
 * @see DICOM PS3.7 section 6.3, annex E (command dictionary), annex C (status)
 */
import type { Reader } from '../../../../lib/reader.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { trimmed } from './association.ts';

export interface Command extends ProtocolEvent {
  readonly protocol: 'dicom';
  readonly kind: 'command';
  /** Such as `C-STORE`, for the request and its responses alike. */
  readonly name: string;
  readonly request: boolean;
  readonly sopClass: string;
  /** 0 success, 0xff00 and 0xff01 pending; undefined in a request. */
  readonly status: number | undefined;
  /** How many sub-operations of a C-MOVE or C-GET are done and failed so far. */
  readonly completed: number | undefined;
  readonly failed: number | undefined;
  /** Whether it is one step of somebody's C-MOVE. */
  readonly moved: boolean;
  /** Whether it answers a request that was not seen, and is the last to do so. */
  readonly orphan: boolean;
  /** Whether it is a request whose answer came first: a hole in one direction holds that one up, and not the other. */
  readonly answered: boolean;
}

/** What the dissector itself needs to know beside. */
export interface ReadCommand {
  readonly command: Omit<Command, 'orphan' | 'answered'>;
  readonly messageId: number;
  readonly hasDataSet: boolean;
}

/** Command field without its response bit → name. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x0001, 'C-STORE'],
  [0x0010, 'C-GET'],
  [0x0020, 'C-FIND'],
  [0x0021, 'C-MOVE'],
  [0x0030, 'C-ECHO'],
  [0x0100, 'N-EVENT-REPORT'],
  [0x0110, 'N-GET'],
  [0x0120, 'N-SET'],
  [0x0130, 'N-ACTION'],
  [0x0140, 'N-CREATE'],
  [0x0150, 'N-DELETE'],
  [0x0fff, 'C-CANCEL'],
]);
const RESPONSE = 0x8000;
const NO_DATA_SET = 0x0101;

/** @param set Elements of group 0000 in implicit little endian, as command sets always are. */
export function readCommand(set: Reader): ReadCommand | undefined {
  let sopClass = '';
  let field = 0;
  let messageId = 0;
  let hasDataSet = false;
  let moved = false;
  let status: number | undefined;
  let completed: number | undefined;
  let failed: number | undefined;
  // Bounded by the reader: each round takes at least eight bytes.
  while (set.left > 0) {
    const group = set.u16le();
    const element = set.u16le();
    const value = set.sub(set.u32le());
    if (group !== 0) continue;
    if (element === 0x0002 || element === 0x0003) sopClass = trimmed(value.text(value.left));
    else if (element === 0x0100) field = value.u16le();
    else if (element === 0x0110 || element === 0x0120) messageId = value.u16le();
    else if (element === 0x0800) hasDataSet = value.u16le() !== NO_DATA_SET;
    else if (element === 0x0900) status = value.u16le();
    else if (element === 0x1021) completed = value.u16le();
    else if (element === 0x1022) failed = value.u16le();
    else if (element === 0x1030) moved = trimmed(value.text(value.left)) !== '';
  }
  const name = NAMES.get(field & ~RESPONSE);
  if (name === undefined) return undefined;
  const request = (field & RESPONSE) === 0;
  const command = {
    protocol: 'dicom',
    kind: 'command',
    name,
    request,
    sopClass,
    status,
    completed,
    failed,
    moved,
  } as const;
  return { command, messageId, hasDataSet };
}

export const isPending = (status: number | undefined): boolean => status === 0xff00 || status === 0xff01;
