/**
 * MQTT: which clients connect to a broker, and how they prove who they are.
 *
 * Topics and payloads are never told, and payloads never held: both may name patients.
 *
 * @see OASIS MQTT 3.1.1 and 5.0, section 2 (packets) and 3 (what is in them); MQTT 3.1 calls itself MQIsdp
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import { alike, type ProtocolEvent, type Reading, skip, type StreamDissector, take } from '../dissector.ts';

export type MqttEvent = MqttConnect | MqttConnected | MqttPacket;

export interface MqttConnect extends ProtocolEvent {
  readonly protocol: 'mqtt';
  readonly kind: 'connect';
  /** 3 is 3.1, 4 is 3.1.1, 5 is 5.0. */
  readonly level: number;
  /** Empty when the broker is to choose one. */
  readonly clientId: string;
  /** Whether they are there; what they are is not told. */
  readonly userName: boolean;
  readonly password: boolean;
}

export interface MqttConnected extends ProtocolEvent {
  readonly protocol: 'mqtt';
  readonly kind: 'connected';
  /** 0 when the broker lets the client in. */
  readonly reason: number;
}

export interface MqttPacket extends ProtocolEvent {
  readonly protocol: 'mqtt';
  readonly kind: 'packet';
  readonly type: string;
}

const CONNECT = 1;
const CONNACK = 2;
const PUBLISH = 3;
const TYPES: Readonly<Record<number, string>> = {
  3: 'PUBLISH',
  4: 'PUBACK',
  5: 'PUBREC',
  6: 'PUBREL',
  7: 'PUBCOMP',
  8: 'SUBSCRIBE',
  9: 'SUBACK',
  10: 'UNSUBSCRIBE',
  11: 'UNSUBACK',
  12: 'PINGREQ',
  13: 'PINGRESP',
  14: 'DISCONNECT',
  15: 'AUTH',
};
/** The types whose four flags are 0010; of all others but PUBLISH they are zero. */
const MARKED = new Set([6, 8, 10]);
/** A will and the names around it, each of 64 KiB at most, and properties. */
const MAX_CONNECT = 512 * 1024;
const NAMES: readonly (readonly number[])[] = ['\0\x04MQTT', '\0\x06MQIsdp'].map((name) => [...Buffer.from(name)]);

export const mqtt: StreamDissector<MqttEvent> = {
  name: 'mqtt',
  transport: 'tcp',
  ports: [1883],

  probe(head) {
    const [first] = head;
    if (first === undefined) return undefined;
    return first === CONNACK << 4 ? probeConnack(head) : first === CONNECT << 4 ? probeConnect(head) : false;
  },

  open: alike(function* (_side, emit) {
    for (;;) {
      const first = (yield* take(1)).u8();
      const [type, flags] = [first >> 4, first & 0xf];
      if (type !== PUBLISH && flags !== (MARKED.has(type) ? 2 : 0))
        throw new Violation(`flags ${flags} of type ${type}`);
      const length = yield* readLength();
      if (type === CONNECT) {
        if (length > MAX_CONNECT) throw new Violation(`a connection of ${length} bytes`);
        emit(readConnect(yield* take(length)));
      } else if (type === CONNACK) {
        const reason = (yield* take(Math.min(length, 2))).rest()[1] ?? 0;
        yield* skip(length - Math.min(length, 2));
        emit({ protocol: 'mqtt', kind: 'connected', reason });
      } else {
        const name = TYPES[type];
        if (name === undefined) throw new Violation(`a packet of type ${type}`);
        yield* skip(length);
        emit({ protocol: 'mqtt', kind: 'packet', type: name });
      }
    }
  }),
};

/** Seven bits in each of up to four bytes. */
function* readLength(): Reading<number> {
  let length = 0;
  for (let bytes = 0; bytes < 4; bytes++) {
    const byte = (yield* take(1)).u8();
    length += (byte & 0x7f) * 128 ** bytes;
    if (byte < 0x80) return length;
  }
  throw new Violation('a length of over four bytes');
}

function readConnect(packet: Reader): MqttConnect {
  packet.skip(packet.u16()); // the protocol's name
  const level = packet.u8() & 0x7f; // the first bit is set by brokers that pass on what they have
  const flags = packet.u8();
  packet.skip(2); // how long it may be silent
  if (level === 5) packet.skip(readVariable(packet));
  const clientId = packet.utf8(packet.u16());
  const [userName, password] = [(flags & 0x80) !== 0, (flags & 0x40) !== 0];
  return { protocol: 'mqtt', kind: 'connect', level, clientId, userName, password };
}

function readVariable(packet: Reader): number {
  let length = 0;
  for (let bytes = 0; bytes < 4; bytes++) {
    const byte = packet.u8();
    length += (byte & 0x7f) * 128 ** bytes;
    if (byte < 0x80) return length;
  }
  throw new Violation('a length of over four bytes');
}

/** One of the protocol's names behind a length of up to four bytes. */
function probeConnect(head: Uint8Array): boolean | undefined {
  let at = 1;
  while (at < 5 && (head[at] ?? 0) >= 0x80) at += 1;
  const body = head.subarray(at + 1);
  const possible = NAMES.filter((name) => name.every((byte, n) => body[n] === undefined || body[n] === byte));
  if (possible.length === 0 || at === 5) return false;
  return possible.some((name) => body.length >= name.length) || undefined;
}

/** A broker that accepts or refuses by 3.1.1, in two bytes. Of 5.0 there is more, and too little that is certain. */
function probeConnack(head: Uint8Array): boolean | undefined {
  const [, length, flags, reason] = head;
  if ((length ?? 2) !== 2 || (flags ?? 0) > 1 || (reason ?? 0) > 5) return false;
  return head.length >= 4 || undefined;
}
