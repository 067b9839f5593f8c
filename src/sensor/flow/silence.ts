/** How long a conversation may be silent before the next packet between its ends begins another. In microseconds. */
import { IpProtocol } from '../decode/packet.ts';
import { type FlowTable, Mark } from './flow-table.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

export const Silence = {
  /** Both directions have answered each other, and neither said that it ends. */
  tcp: 60 * MINUTE,
  /** One direction sends nothing more. */
  tcpHalfClosed: 5 * MINUTE,
  /** Both sides have ended, or one has reset: what still comes repeats what was. */
  tcpClosed: 10 * SECOND,
  /** One direction alone: an opening that nobody answers, or a stream of which half is seen. */
  tcpOneWay: 5 * MINUTE,
  tcpUnanswered: MINUTE,
  udp: MINUTE,
  icmp: 30 * SECOND,
  sctp: 15 * MINUTE,
  other: MINUTE,
} as const;

/** No conversation is over before it was silent for that long. */
export const SHORTEST_SILENCE = Silence.tcpClosed;

/** A conversation whose last packet is that far in the future was dated by a clock that has been set back since. */
const MAX_AHEAD = 60 * MINUTE;

/** Whether the flow is over at `now`, in microseconds of the packets' clock. */
export function isOver(flows: FlowTable, flow: number, now: number): boolean {
  const silent = now - flows.last(flow);
  return silent > silenceOf(flows, flow) || silent < -MAX_AHEAD;
}

function silenceOf(flows: FlowTable, flow: number): number {
  const protocol = flows.protocol(flow);
  if (protocol === IpProtocol.tcp) return tcpSilence(flows, flow);
  if (protocol === IpProtocol.udp || protocol === IpProtocol.udpLite) return Silence.udp;
  if (protocol === IpProtocol.icmp || protocol === IpProtocol.icmpv6) return Silence.icmp;
  return protocol === IpProtocol.sctp ? Silence.sctp : Silence.other;
}

function tcpSilence(flows: FlowTable, flow: number): number {
  const marks = flows.marks(flow);
  const finished = marks & (Mark.finished | (Mark.finished << 1));
  if ((marks & Mark.reset) !== 0 || finished === (Mark.finished | (Mark.finished << 1))) return Silence.tcpClosed;
  if (finished !== 0) return Silence.tcpHalfClosed;
  const spoke0 = flows.packets(flow, 0) > 0 || (marks & Mark.spoke) !== 0;
  const spoke1 = flows.packets(flow, 1) > 0 || (marks & (Mark.spoke << 1)) !== 0;
  if (spoke0 && spoke1) return Silence.tcp;
  return (marks & (Mark.heard | (Mark.heard << 1))) === 0 ? Silence.tcpUnanswered : Silence.tcpOneWay;
}
