import { type Packet, Verdict } from './packet.ts';

/** Leaves what lies between `at` and `end` to whoever knows `etherType`. */
export function linkPayload(packet: Packet, etherType: number, at: number, end: number, wireEnd: number): Verdict {
  packet.etherType = etherType;
  packet.payloadStart = at;
  packet.payloadEnd = end;
  packet.cut = wireEnd - end;
  return Verdict.link;
}
