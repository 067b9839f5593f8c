/**
 * Modbus/TCP: who reads and sets the registers of which controller, and what the controller calls itself.
 *
 * Registers and coils are never told.
 *
 * @see MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3, MODBUS Application Protocol V1.1b3 section 6
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type ProtocolEvent, type Reading, type Side, type StreamDissector, take } from '../dissector.ts';

export type ModbusEvent = ModbusFunction | ModbusIdentity;

export interface ModbusFunction extends ProtocolEvent {
  readonly protocol: 'modbus';
  readonly kind: 'function';
  /** In the standard's words, such as `read holding registers`; undefined for one that it leaves to makers. */
  readonly name: string | undefined;
  readonly by: 'client' | 'server';
  /** The server refused. */
  readonly refused: boolean;
}

/** What a device says when asked to identify itself (section 6.21). */
export interface ModbusIdentity extends ProtocolEvent {
  readonly protocol: 'modbus';
  readonly kind: 'identity';
  /** 0, 1 and 255 are the one that answers, others may be behind it on a serial line. */
  readonly unit: number;
  readonly objects: Readonly<Partial<Record<IdentityObject, string>>>;
}

export type IdentityObject = 'vendor' | 'product-code' | 'revision' | 'product' | 'model' | 'application';

const HEADER = 7;
/** Unit identifier and function code, and the longest frame of the serial line. */
const SHORTEST = 2;
const LONGEST = 254;
const REFUSED = 0x80;
const ENCAPSULATED = 0x2b;
const READ_IDENTIFICATION = 0x0e;
const FUNCTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'read coils'],
  [2, 'read discrete inputs'],
  [3, 'read holding registers'],
  [4, 'read input registers'],
  [5, 'write single coil'],
  [6, 'write single register'],
  [7, 'read exception status'],
  [8, 'diagnostics'],
  [11, 'get comm event counter'],
  [12, 'get comm event log'],
  [15, 'write multiple coils'],
  [16, 'write multiple registers'],
  [17, 'report server id'],
  [20, 'read file record'],
  [21, 'write file record'],
  [22, 'mask write register'],
  [23, 'read/write multiple registers'],
  [24, 'read fifo queue'],
  [ENCAPSULATED, 'encapsulated interface'],
]);
const OBJECTS: readonly (IdentityObject | undefined)[] = [
  'vendor',
  'product-code',
  'revision',
  undefined, // the vendor's address in the web
  'product',
  'model',
  'application',
];

export const modbus: StreamDissector<ModbusEvent> = {
  name: 'modbus',
  transport: 'tcp',
  ports: [502],
  probe: begins,
  open: (emit) => ({ originator: readMessages('originator', emit), responder: readMessages('responder', emit) }),
};

/** A header whose protocol is zero, and a length that the function may have on this side. */
function begins(head: Uint8Array, side: Side): boolean | undefined {
  const [, , high, low, lengthHigh, length] = head;
  if ((high ?? 0) !== 0 || (low ?? 0) !== 0 || (lengthHigh ?? 0) !== 0) return false;
  if (length !== undefined && (length < SHORTEST || length > LONGEST)) return false;
  const code = head[HEADER];
  if (length === undefined || code === undefined) return undefined;
  const known = FUNCTIONS.has(code & ~REFUSED);
  if (!known || ((code & REFUSED) !== 0 && side === 'originator')) return false;
  if ((code & REFUSED) !== 0) return length === 3;
  if (code === ENCAPSULATED) return head.length > HEADER + 1 ? head[HEADER + 1] === READ_IDENTIFICATION : undefined;
  return fits(code, length, head, side);
}

/** Section 6: most functions have one length, or say it in a byte. Of the others too little is certain. */
function fits(code: number, length: number, head: Uint8Array, side: Side): boolean | undefined {
  if (code === 5 || code === 6) return length === 6;
  const counted = (at: number, before: number) => (head.length > at ? head[at] === length - before : undefined);
  if (code >= 1 && code <= 4) return side === 'originator' ? length === 6 : counted(HEADER + 1, 3);
  if (code === 15 || code === 16) return side === 'originator' ? counted(HEADER + 5, 7) : length === 6;
  return false;
}

function* readMessages(side: Side, emit: Emit<ModbusEvent>): Reading<void> {
  const by = side === 'originator' ? 'client' : 'server';
  // Bounded by the stream: each round takes a message of it.
  for (;;) {
    const header = yield* take(HEADER);
    header.skip(2);
    if (header.u16() !== 0) throw new Violation('another protocol than Modbus');
    const length = header.u16();
    if (length < SHORTEST || length > LONGEST) throw new Violation(`a message of ${length} bytes`);
    const unit = header.u8();
    const body = yield* take(length - 1);
    const code = body.u8();
    const refused = (code & REFUSED) !== 0;
    emit({ protocol: 'modbus', kind: 'function', name: FUNCTIONS.get(code & ~REFUSED), by, refused });
    if (code === ENCAPSULATED && by === 'server' && body.u8() === READ_IDENTIFICATION) {
      emit({ protocol: 'modbus', kind: 'identity', unit, objects: readObjects(body) });
    }
  }
}

/** Bounded by the message: each object takes two bytes of it or more. */
function readObjects(body: Reader): ModbusIdentity['objects'] {
  body.skip(4); // what was asked for, what it can say, and whether more follows
  const objects: Partial<Record<IdentityObject, string>> = {};
  for (let left = body.u8(); left > 0; left--) {
    const name = OBJECTS[body.u8()];
    const value = body.utf8(body.u8());
    if (name !== undefined) objects[name] = value;
  }
  return objects;
}
