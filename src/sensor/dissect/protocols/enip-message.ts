/**
 * EtherNet/IP's encapsulation, alike over TCP and UDP: what devices say when asked who they are, and what is asked of them.
 *
 * Values of tags are never told.
 *
 * @see The CIP Networks Library volume 2 (EtherNet/IP adaptation of CIP) chapter 2, volume 1 chapter 5 (identity object)
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';

export type EnipEvent = EnipCommand | EnipIdentity | CipService;

export interface EnipCommand extends ProtocolEvent {
  readonly protocol: 'enip';
  readonly kind: 'command';
  readonly name: string;
  readonly by: 'client' | 'server';
}

/** An item of the answer to ListIdentity. */
export interface EnipIdentity extends ProtocolEvent {
  readonly protocol: 'enip';
  readonly kind: 'identity';
  /** As ODVA registers vendors. */
  readonly vendor: number;
  /** CIP device type: 14 is a programmable logic controller, 12 a communications adapter. */
  readonly deviceType: number;
  readonly productCode: number;
  /** `major.minor` */
  readonly revision: string;
  /** Eight hexadecimal digits. */
  readonly serial: string;
  readonly product: string;
}

/** A request within SendRRData or SendUnitData. */
export interface CipService extends ProtocolEvent {
  readonly protocol: 'enip';
  readonly kind: 'service';
  readonly name: string;
}

export const ENIP_HEADER = 24;
/** The longest body: its length is told in two bytes, and the standard allows 65,511. */
export const MAX_BODY = 65_511;
const COMMANDS: ReadonlyMap<number, string> = new Map([
  [0x0001, 'ListTargets'],
  [0x0004, 'ListServices'],
  [0x0063, 'ListIdentity'],
  [0x0064, 'ListInterfaces'],
  [0x0065, 'RegisterSession'],
  [0x0066, 'UnRegisterSession'],
  [0x006f, 'SendRRData'],
  [0x0070, 'SendUnitData'],
]);
const LIST_IDENTITY = 0x63;
const CARRIES_CIP = new Set([0x6f, 0x70]);
const IDENTITY_ITEM = 0x0c;
const UNCONNECTED_ITEM = 0xb2;
const CONNECTED_ITEM = 0xb1;
/** Statuses are small; zero wherever it went well. */
const MAX_STATUS = 0x69;
const MAX_ITEMS = 64;
const ANSWER = 0x80;
/** Services that change a device or take hold of it, and those with which tags are read. */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [0x01, 'get attributes all'],
  [0x02, 'set attributes all'],
  [0x04, 'set attribute list'],
  [0x05, 'reset'],
  [0x06, 'start'],
  [0x07, 'stop'],
  [0x08, 'create'],
  [0x09, 'delete'],
  [0x0a, 'multiple service packet'],
  [0x0e, 'get attribute single'],
  [0x10, 'set attribute single'],
  [0x4b, 'execute PCCC'],
  [0x4c, 'read tag'],
  [0x4d, 'write tag'],
  [0x4e, 'forward close'],
  [0x52, 'unconnected send'],
  [0x54, 'forward open'],
]);

export interface EnipHeader {
  readonly command: number;
  readonly length: number;
}

/** Whether `head` begins a message: a command that there is, and a status and options that it may have. */
export function beginsEnip(head: Uint8Array): boolean | undefined {
  if (head.length >= 2 && !COMMANDS.has((head[0] ?? 0) | ((head[1] ?? 0) << 8))) return false;
  // Status in little-endian, and options, which are zero always.
  const status = head[8];
  if (status !== undefined && status > MAX_STATUS) return false;
  for (const at of [9, 10, 11, 20, 21, 22, 23]) if ((head[at] ?? 0) !== 0) return false;
  if (head.length < ENIP_HEADER) return undefined;
  const length = (head[2] ?? 0) | ((head[3] ?? 0) << 8);
  const command = head[0];
  return command === 0x65 ? length === 4 : command === 0x6f || command === 0x70 ? length > 6 : length <= MAX_BODY;
}

export function readEnipHeader(header: Reader): EnipHeader {
  const command = header.u16le();
  const length = header.u16le();
  if (length > MAX_BODY) throw new Violation(`a message of ${length} bytes`);
  return { command, length };
}

/** What the message with this header and body says. */
export function readEnip({ command }: EnipHeader, body: Reader, side: Side): readonly EnipEvent[] {
  const name = COMMANDS.get(command);
  if (name === undefined) return []; // no operation, or a maker's own
  const by = side === 'originator' ? 'client' : 'server';
  const said: EnipEvent = { protocol: 'enip', kind: 'command', name, by };
  if (command === LIST_IDENTITY && body.left > 0) return [said, ...readItems(body).flatMap(readIdentity)];
  if (!CARRIES_CIP.has(command) || by === 'server') return [said];
  body.skip(6); // interface and timeout
  return [said, ...readItems(body).flatMap(readService)];
}

interface Item {
  readonly type: number;
  readonly body: Reader;
}

function readItems(body: Reader): Item[] {
  const count = body.u16le();
  if (count > MAX_ITEMS) throw new Violation(`${count} items`);
  return Array.from({ length: count }, () => ({ type: body.u16le(), body: body.sub(body.u16le()) }));
}

function readIdentity({ type, body }: Item): EnipIdentity[] {
  if (type !== IDENTITY_ITEM) return [];
  body.skip(2 + 16); // the encapsulation's version, and where it listens
  const [vendor, deviceType, productCode] = [body.u16le(), body.u16le(), body.u16le()];
  const revision = `${body.u8()}.${body.u8()}`;
  body.skip(2);
  const serial = body.u32le().toString(16).padStart(8, '0');
  const product = body.text(body.u8());
  return [{ protocol: 'enip', kind: 'identity', vendor, deviceType, productCode, revision, serial, product }];
}

function readService({ type, body }: Item): CipService[] {
  if (type === CONNECTED_ITEM) body.skip(2); // a sequence number
  else if (type !== UNCONNECTED_ITEM) return [];
  if (body.left === 0) return [];
  const code = body.u8();
  const name = SERVICES.get(code);
  return name === undefined || (code & ANSWER) !== 0 ? [] : [{ protocol: 'enip', kind: 'service', name }];
}
