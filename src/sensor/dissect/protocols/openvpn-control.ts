/** Puts an OpenVPN control channel in order and reads the TLS in it, over whichever transport it comes. */
import type { Reader } from '../../../lib/reader.ts';
import { Conversation } from '../conversation.ts';
import type { Emit, ProtocolEvent, Side } from '../dissector.ts';
import { type OpenvpnPacket, readBody, readPacket, type Wrapping, wrappingOf } from './openvpn-packet.ts';
import type { TlsEvent } from './tls-event.ts';
import { tls } from './tls.ts';

export type OpenvpnEvent = OpenvpnReset | OpenvpnTls;

/** One end begins a session. */
export interface OpenvpnReset extends ProtocolEvent {
  readonly protocol: 'openvpn';
  readonly kind: 'reset';
  readonly by: 'client' | 'server';
  /** How its control channel is protected besides TLS. */
  readonly wrapping: 'none' | 'tls-auth' | 'tls-crypt';
}

/** What TLS says within. */
export interface OpenvpnTls extends ProtocolEvent {
  readonly protocol: 'openvpn';
  readonly kind: 'tls';
  readonly said: TlsEvent;
}

/** Packets of one side that are looked at, and those that wait for others before them. */
const MAX_PACKETS = 512;
const MAX_WAITING = 32;

interface Direction {
  packets: number;
  /** The number of the packet that comes next; undefined until TLS has begun. */
  next: number | undefined;
  over: boolean;
  readonly waiting: Map<number, Uint8Array>;
}

const direction = (): Direction => ({ packets: 0, next: undefined, over: false, waiting: new Map() });

export class OpenvpnControl {
  readonly #directions: Readonly<Record<Side, Direction>> = { originator: direction(), responder: direction() };
  readonly #sessions = new Set<string>();
  readonly #tls = new Conversation(tls, (said) => {
    if (said.kind !== 'lost') this.#emit({ protocol: 'openvpn', kind: 'tls', said });
  });
  #emit: Emit<OpenvpnEvent> = () => undefined;
  #wrapping: Wrapping | undefined;

  /** Reads one packet. Returns whether there is more to know from this side. */
  read(bytes: Reader, side: Side, emit: Emit<OpenvpnEvent>): boolean {
    const at = this.#directions[side];
    at.packets += 1;
    if (at.over || at.packets > MAX_PACKETS) return false;
    this.#emit = emit;
    const packet = readPacket(bytes);
    this.#wrapping ??= wrappingOf(packet);
    if (packet.kind === 'client-reset' || packet.kind === 'server-reset') this.#reset(packet, at);
    else if (packet.kind === 'control') this.#control(packet, at, side);
    return this.#wrapping !== 'sealed' && !at.over;
  }

  #reset({ kind, session }: OpenvpnPacket, at: Direction): void {
    // Sent again until it is answered; a new session of the same ends tells nothing new. Bounded by MAX_PACKETS.
    if (this.#sessions.has(session)) return;
    this.#sessions.add(session);
    at.next ??= 1;
    const wrapping = this.#wrapping === 'sealed' ? 'tls-crypt' : this.#wrapping === 0 ? 'none' : 'tls-auth';
    this.#emit({ protocol: 'openvpn', kind: 'reset', by: kind === 'client-reset' ? 'client' : 'server', wrapping });
  }

  /** Keys that are agreed on later (their number is not 0) do it as the first ones did. */
  #control({ body, key }: OpenvpnPacket, at: Direction, side: Side): void {
    if (key !== 0 || typeof this.#wrapping !== 'number') return;
    const read = readBody(body, this.#wrapping);
    if (read === undefined || read.payload.length === 0) return;
    at.next ??= read.payload[0] === 22 ? read.number : undefined;
    if (at.next === undefined || read.number < at.next || at.waiting.size >= MAX_WAITING) return;
    at.waiting.set(read.number, Uint8Array.from(read.payload));
    // Bounded: each round takes one of the MAX_WAITING that wait.
    for (let piece = at.waiting.get(at.next); piece !== undefined; piece = at.waiting.get(at.next)) {
      at.waiting.delete(at.next);
      at.next += 1;
      at.over ||= !this.#tls.data(side, piece);
    }
  }
}
