/**
 * MEDIBUS: what Dräger ventilators and anaesthesia machines answer whoever asks, through a serial server on TCP.
 *
 * A command is ESC, a letter and arguments, an answer SOH, the same letter and data; both end in the sum of all that in two
 * hexadecimal digits and a carriage return. Values are never told, only which kinds of them were handed out.
 *
 * Sure is the framing, its sum, the codes below, and that the answer to 52H is four digits of the device's number, its name
 * between apostrophes and its revision. What the two parts of the revision count differs from device to device.
 *
 * @see Dräger, RS 232 MEDIBUS Protocol Definition (9028258) sections 2 (messages), 4 (commands) and MEDIBUS for Dräger
 * Devices (9028329); public readers are mdpnp and VSCaptureDrgVent
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import { alike, Gap, type ProtocolEvent, type Reading, type StreamDissector, take } from '../dissector.ts';

export type MedibusEvent = MedibusCommand | MedibusDevice | MedibusData;

export interface MedibusCommand extends ProtocolEvent {
  readonly protocol: 'medibus';
  readonly kind: 'command';
  /** As the definition writes it, such as `24H`. */
  readonly code: string;
  readonly of: MedibusKind;
}

export interface MedibusDevice extends ProtocolEvent {
  readonly protocol: 'medibus';
  readonly kind: 'device';
  /** Four hexadecimal digits that tell the type of device. */
  readonly id: string;
  readonly name: string;
  readonly revision: string;
}

export interface MedibusData extends ProtocolEvent {
  readonly protocol: 'medibus';
  readonly kind: 'data';
  readonly code: string;
  readonly of: MedibusKind;
}

export type MedibusKind = 'alarms' | 'measured' | 'limits' | 'settings' | 'texts' | 'trend' | 'control';

const CODES: ReadonlyMap<number, MedibusKind> = new Map([
  [0x23, 'alarms'],
  [0x24, 'measured'],
  [0x25, 'limits'],
  [0x26, 'limits'],
  [0x27, 'alarms'],
  [0x28, 'control'], // date and time
  [0x29, 'settings'],
  [0x2a, 'texts'],
  [0x2b, 'measured'],
  [0x2c, 'limits'],
  [0x2d, 'limits'],
  [0x2e, 'alarms'],
  [0x30, 'control'], // nothing: to keep the connection
  [0x48, 'control'],
  [0x49, 'control'],
  [0x4a, 'control'],
  [0x51, 'control'], // begin
  [0x52, 'control'], // identify yourself
  [0x53, 'control'],
  [0x54, 'control'],
  [0x55, 'control'], // end
  [0x56, 'control'],
  [0x6c, 'trend'],
  [0x6d, 'trend'],
]);
const IDENTIFY = 0x52;
const ESC = 0x1b;
const SOH = 0x01;
const CR = 0x0d;
/** Waveforms are sent between all else, in bytes of which each has this bit. */
const REALTIME = 0x80;
const MAX_MESSAGE = 4096;
/** A command, or the answer to one that begins: the others are longer, and may come half-way. */
const MAX_FIRST = 256;
/** So many damaged messages in a row say that this is something else. */
const MAX_MALFORMED = 16;
const DEVICE = /^([0-9A-Fa-f]{4})'([^']{1,32})'([ -~]{0,24})$/;

export const medibus: StreamDissector<MedibusEvent> = {
  name: 'medibus',
  transport: 'tcp',
  ports: [],

  probe(head) {
    const [first, code] = head;
    if (first === undefined) return undefined;
    if (first !== ESC && first !== SOH) return false;
    if (code === undefined) return undefined;
    if (!CODES.has(code)) return false;
    const end = head.indexOf(CR);
    const text = head.subarray(2, end < 0 ? undefined : end);
    if (text.length > MAX_FIRST || text.some((byte) => byte < 0x20 || byte > 0x7e)) return false;
    return end < 0 ? undefined : isWhole(head.subarray(0, end));
  },

  open: alike(function* (_side, emit) {
    for (let malformed = 0; malformed < MAX_MALFORMED;) {
      try {
        const message = yield* next();
        if (isWhole(message)) {
          malformed = 0;
          const event = read(message);
          if (event !== undefined) emit(event);
        } else malformed += 1;
      } catch (error) {
        // Serial lines lose bytes too: the next message begins afresh.
        if (!(error instanceof Gap)) throw error;
      }
    }
    throw new Violation(`${MAX_MALFORMED} messages in a row with a wrong sum`);
  }),
};

/** From the start of a message to its carriage return, without it. */
function* next(): Reading<Uint8Array> {
  let bytes: number[] = [];
  // Bounded by the peer's bytes: each round takes one.
  for (;;) {
    const byte = (yield* take(1)).u8();
    if (byte >= REALTIME) continue;
    if (byte === ESC || byte === SOH) bytes = [byte];
    else if (bytes.length > 0 && byte === CR) return Uint8Array.from(bytes);
    else if (bytes.length > 0 && bytes.length < MAX_MESSAGE) bytes.push(byte);
  }
}

/** Whether a message ends in its sum. */
function isWhole(message: Uint8Array): boolean {
  if (message.length < 4) return false;
  const digits = latin1(message.subarray(-2));
  const sum = message.subarray(0, -2).reduce((a, b) => a + b, 0) & 0xff;
  return /^[0-9A-Fa-f]{2}$/.test(digits) && Number.parseInt(digits, 16) === sum;
}

function read(message: Uint8Array): MedibusEvent | undefined {
  const [start, number = 0] = message;
  const of = CODES.get(number);
  if (of === undefined) return undefined;
  const code = `${number.toString(16).toUpperCase()}H`;
  if (start === ESC) return { protocol: 'medibus', kind: 'command', code, of };
  const data = latin1(message.subarray(2, -2));
  if (number !== IDENTIFY) return data === '' ? undefined : { protocol: 'medibus', kind: 'data', code, of };
  const [, id, name, revision] = DEVICE.exec(data) ?? [];
  if (id === undefined || name === undefined || revision === undefined) return undefined;
  return { protocol: 'medibus', kind: 'device', id, name: name.trim(), revision: revision.trim() };
}
