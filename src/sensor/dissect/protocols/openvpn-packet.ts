/**
 * The packets of OpenVPN's control channel, which carries the TLS handshake that its tunnel is keyed with.
 *
 * No packet says how it is authenticated: both ends were told. It is found out by what else must stand behind it.
 *
 * @see https://openvpn.net/community-docs/openvpn-protocol.html, draft "OpenVPN wire protocol" (openvpn-rfc) sections 2 to 5
 */
import { Reader } from '../../../lib/reader.ts';

const CLIENT_RESET_V1 = 1;
const SERVER_RESET_V1 = 2;
const CONTROL = 4;
const ACK = 5;
const CLIENT_RESET_V2 = 7;
const SERVER_RESET_V2 = 8;
const CLIENT_RESET_V3 = 10;
const CONTROL_WITH_KEY = 11;
const CLIENT_RESETS = new Set([CLIENT_RESET_V1, CLIENT_RESET_V2, CLIENT_RESET_V3]);
const SERVER_RESETS = new Set([SERVER_RESET_V1, SERVER_RESET_V2]);

/** Opcode and session. */
const HEADER = 9;
/** Number and time of sending, of authenticated packets. */
const REPLAY = 8;
/** Lengths of what authenticates: none, SHA-1, MD5, SHA-256, SHA-512, SHA-384, SHA-224. */
const DIGESTS: readonly number[] = [0, 20, 16, 32, 64, 48, 28];
const TLS_CRYPT = 32;
const MAX_ACKS = 8;
/** No handshake takes so many packets. */
const MAX_NUMBER = 0xffff;
/** 2010, in seconds since 1970: OpenVPN has had what asks for it since 2016. */
const EARLIEST = 0x4b3d3b00;
/** Packet numbers of a first packet: 1, and what says that more is to be agreed on early. */
const FIRST_NUMBERS = new Set([1, 0x0f000001]);
/** So many bytes of a packet tell whether it is one: all that may stand before TLS. */
export const TELLING = HEADER + 64 + REPLAY + 1 + 4 * MAX_ACKS + 8 + 4 + 3;

export interface OpenvpnPacket {
  readonly kind: 'client-reset' | 'server-reset' | 'control' | 'ack' | 'other';
  readonly key: number;
  readonly session: string;
  readonly body: Uint8Array;
}

export interface ControlBody {
  readonly number: number;
  readonly payload: Uint8Array;
}

/** How packets are protected: bytes that authenticate them, or `sealed` when their inside is encrypted as well. */
export type Wrapping = number | 'sealed';

export function readPacket(packet: Reader): OpenvpnPacket {
  const first = packet.u8();
  const kind = kindOf(first >> 3);
  if (kind === 'other') return { kind, key: first & 7, session: '', body: new Uint8Array() };
  return { kind, key: first & 7, session: packet.u64().toString(16), body: packet.rest() };
}

function kindOf(opcode: number): OpenvpnPacket['kind'] {
  if (CLIENT_RESETS.has(opcode)) return 'client-reset';
  if (SERVER_RESETS.has(opcode)) return 'server-reset';
  if (opcode === CONTROL || opcode === CONTROL_WITH_KEY) return 'control';
  return opcode === ACK ? 'ack' : 'other';
}

/** How a packet is protected that begins a conversation, or with which TLS begins; undefined for all others. */
export function wrappingOf({ kind, body }: OpenvpnPacket): Wrapping | undefined {
  const digest = DIGESTS.find((length) => fits(kind, readBody(body, length)));
  if (digest !== undefined) return digest;
  if (kind !== 'client-reset' && kind !== 'server-reset') return undefined;
  if (body.length < REPLAY + TLS_CRYPT + 5) return undefined;
  const reader = new Reader(body);
  return FIRST_NUMBERS.has(reader.u32()) && reader.u32() >= EARLIEST ? 'sealed' : undefined;
}

function fits(kind: OpenvpnPacket['kind'], read: (ControlBody & { readonly acks: number }) | undefined): boolean {
  if (read === undefined) return false;
  const { number, payload, acks } = read;
  if (kind === 'client-reset') return acks === 0 && number === 0 && payload.length === 0;
  if (kind === 'server-reset') return acks <= 1 && number === 0 && payload.length === 0;
  const [type, major, minor] = payload;
  return kind === 'control' && type === 22 && major === 3 && minor !== undefined && minor <= 4;
}

/** What a control packet carries, when `digest` bytes authenticate it; undefined when it is none. */
export function readBody(body: Uint8Array, digest: number): (ControlBody & { readonly acks: number }) | undefined {
  const reader = new Reader(body);
  const before = digest === 0 ? 0 : digest + REPLAY;
  if (reader.left < before + 5) return undefined;
  reader.skip(before);
  const acks = reader.u8();
  const acknowledged = acks === 0 ? 0 : 4 * acks + 8;
  if (acks > MAX_ACKS || reader.left < acknowledged + 4) return undefined;
  reader.skip(acknowledged);
  const number = reader.u32();
  return number > MAX_NUMBER ? undefined : { acks, number, payload: reader.rest() };
}

/** Whether `packet`, or its first {@link TELLING} bytes, begins a conversation or its TLS. */
export function beginsOpenvpn(packet: Uint8Array): boolean {
  if (packet.length < HEADER + 5 || packet.subarray(1, HEADER).every((byte) => byte === 0)) return false;
  return wrappingOf(readPacket(new Reader(packet))) !== undefined;
}

/** Whether a packet with this first byte may. */
export const mayBegin = (first: number): boolean => {
  const kind = kindOf(first >> 3);
  return kind !== 'other' && kind !== 'ack';
};
