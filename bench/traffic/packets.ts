/** Cuts a talk into the packets that carry it: handshake, segments, acknowledgements, now and then a repeated segment. */
import type { Random } from './random.ts';
import type { Side, Talk } from './talk.ts';

/** One packet of a talk. The payload lies in `bytes` from `start` to `end`. */
export interface Packet {
  readonly side: Side;
  /** Microseconds since the packet before it. */
  readonly delay: number;
  /** TCP flags; 0 for a datagram. */
  readonly flags: number;
  readonly seq: number;
  readonly ack: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const FIN = 0x01;
export const SYN = 0x02;
const RST = 0x04;
const PSH = 0x08;
const ACK = 0x10;
const SEGMENT = 1460;
/** One segment of so many is sent twice, as on a network that works well. */
const REPEATED = 700;
const NOTHING: Uint8Array = new Uint8Array();

export function packetsOf(talk: Talk, random: Random): Generator<Packet> {
  return talk.transport === 'udp' ? datagrams(talk, random) : segments(talk, random);
}

function* datagrams(talk: Talk, random: Random): Generator<Packet> {
  for (const [side, bytes] of talk.turns) {
    yield { side, delay: random.between(200, 4000), flags: 0, seq: 0, ack: 0, bytes, start: 0, end: bytes.length };
  }
}

/** A talk without turns is a scan: a closed port answers with a reset. */
function* segments(talk: Talk, random: Random): Generator<Packet> {
  const next: Record<Side, number> = { client: random.next(), server: random.next() };
  const other = { client: 'server', server: 'client' } as const;
  const packet = (side: Side, flags: number, delay: number, bytes = NOTHING, start = 0, end = bytes.length): Packet => {
    const ack = (flags & ACK) === 0 ? 0 : next[other[side]];
    const sent = { side, delay, flags, seq: next[side], ack, bytes, start, end };
    next[side] = (next[side] + end - start + ((flags & (SYN | FIN)) === 0 ? 0 : 1)) >>> 0;
    return sent;
  };

  yield packet('client', SYN, 0);
  if (talk.turns.length === 0) {
    yield packet('server', RST | ACK, random.between(100, 900));
    return;
  }
  yield packet('server', SYN | ACK, random.between(100, 900));
  yield packet('client', ACK, random.between(20, 90));
  for (const [side, bytes] of talk.turns) {
    let unacknowledged = 0;
    for (let start = 0; start < bytes.length; start += SEGMENT) {
      const end = Math.min(start + SEGMENT, bytes.length);
      const delay = start === 0 ? random.between(300, 9000) : random.between(10, 40);
      const segment = packet(side, end === bytes.length ? PSH | ACK : ACK, delay, bytes, start, end);
      yield segment;
      if (random.below(REPEATED) === 0) yield { ...segment, delay: 30 };
      unacknowledged += 1;
      if (unacknowledged === 2) {
        yield packet(other[side], ACK, random.between(20, 90));
        unacknowledged = 0;
      }
    }
  }
  yield packet('client', FIN | ACK, random.between(100, 900));
  yield packet('server', FIN | ACK, random.between(100, 900));
  yield packet('client', ACK, random.between(20, 90));
}
