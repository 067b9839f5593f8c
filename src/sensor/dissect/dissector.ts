/**
 * What every protocol implements, and what it may ask of the network.
 *
 * A stream dissector is a pair of coroutines, one for each direction of a TCP conversation. Each reads as if all bytes
 * were there already and is suspended at each `yield*` until they are, so it cannot depend on how the network cut them.
 */
import { Reader } from '../../lib/reader.ts';

/** Who sent the bytes: the originator opened the conversation, the responder answered. */
export type Side = 'originator' | 'responder';

/** Something a protocol says. `protocol` and `kind` together name the shape of the rest. Patient values are `Phi`. */
export interface ProtocolEvent {
  readonly protocol: string;
  readonly kind: string;
}

export type Emit<E extends ProtocolEvent = ProtocolEvent> = (event: E) => void;

interface Protocol {
  /** The protocol as a conversation is labelled with it: lower case, as Wireshark spells it. */
  readonly name: string;
  /** Where it usually lives: which dissector to try first, never a proof. */
  readonly ports: readonly number[];
  /**
   * Whether `head`, the first bytes from `side`, begin this protocol: true or false when sure enough, undefined as long
   * as more bytes could tell. An answer must stay the same however many more bytes come (the conformance suite checks),
   * and must come within {@link MAX_HEAD} bytes; undefined then counts as false. Also asked of a conversation that the
   * capture joins half-way.
   */
  probe(head: Uint8Array, side: Side): boolean | undefined;
}

/** The most bytes of a direction that are kept until somebody recognises them. */
export const MAX_HEAD = 512;

export interface StreamDissector<E extends ProtocolEvent = ProtocolEvent> extends Protocol {
  readonly transport: 'tcp';
  /** It reads what nobody else does: asked only when all others know neither direction. */
  readonly lastResort?: true;
  /**
   * Begins to read a conversation. What the directions must know of each other they share in this call's closure, and
   * must cope with either coming first: a capture may hold the answer before the question, or without it.
   */
  open(emit: Emit<E>): Readonly<Record<Side, Reading<void>>>;
}

export interface DatagramReading<E extends ProtocolEvent = ProtocolEvent> {
  dissect(datagram: Reader, side: Side, emit: Emit<E>): void;
}

export interface DatagramDissector<E extends ProtocolEvent = ProtocolEvent> extends Protocol, DatagramReading<E> {
  readonly transport: 'udp';
  /** Where messages span datagrams: begins to read one conversation, whose datagrams go to the result instead. */
  open?(): DatagramReading<E>;
}

/** Reads what neighbours say without a conversation: what follows an Ethernet header, and of IPv6 what ICMPv6 carries. */
export interface LinkDissector<E extends ProtocolEvent = ProtocolEvent> {
  readonly name: string;
  readonly transport: 'link';
  readonly etherTypes: readonly number[];
  dissect(payload: Reader, emit: Emit<E>): void;
}

/** A computation that yields what it wants next and is resumed with exactly that. */
export type Reading<T> = Generator<Want, T, Uint8Array>;

/** A number of bytes, or all bytes through the next `through`; kept for the dissector or only let pass. */
export type Want =
  | { readonly length: number; readonly keep: boolean }
  | { readonly through: number; readonly keep: boolean };

/** The next `length` bytes. */
export function* take(length: number): Reading<Reader> {
  return new Reader(yield { length, keep: true });
}

/** Lets the next `length` bytes pass. A gap within them does no harm. */
export function* skip(length: number): Reading<void> {
  if (length > 0) yield { length, keep: false };
}

/** The bytes before the next `byte`, which is consumed as well. */
export function* until(byte: number): Reading<Reader> {
  const bytes = yield { through: byte, keep: true };
  return new Reader(bytes.subarray(0, -1));
}

/** Lets all bytes through the next `byte` pass: how a dissector finds its feet again after a {@link Gap}. */
export function* seek(byte: number): Reading<void> {
  yield { through: byte, keep: false };
}

/** Both directions read alike. */
export const alike =
  <E extends ProtocolEvent>(read: (side: Side, emit: Emit<E>) => Reading<void>) =>
  (emit: Emit<E>): Readonly<Record<Side, Reading<void>>> => ({
    originator: read('originator', emit),
    responder: read('responder', emit),
  });

/** Thrown into a dissector, where it waits, when the capture lost bytes that it waits for. */
export class Gap extends Error {
  override readonly name = 'Gap';
}
