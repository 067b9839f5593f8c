/** What the sensor reports at the end: who was seen, and every conversation. */
import { IpProtocol } from './decode/packet.ts';
import type { Dissection } from './dissection.ts';
import { type Direction, Mark } from './flow/flow-table.ts';
import type { Sighting } from './flow/sightings.ts';
import type { ConversationRecord, Transport } from './observe/conversation-record.ts';
import type { Binding } from './observe/observation.ts';
import type { RecorderSink } from './observe/recorder.ts';
import { originatorOf, senderOf } from './scene.ts';
import type { Tables } from './tables.ts';

/** What the captures did not show. */
export interface Loss {
  /** Holes in streams. */
  readonly gaps: number;
  /** Frames that could not be decoded. */
  readonly unreadable: number;
  /** Conversations given up for lack of memory. */
  readonly shed: number;
  /** Packets of more devices or conversations, and facts, than can be kept. */
  readonly untracked: number;
}

export interface SensorSink extends RecorderSink {
  /** Who was seen; once each, at the end. */
  sighting(binding: Binding): void;
  /** A conversation that is over. */
  conversation(record: ConversationRecord): void;
  loss(loss: Loss): void;
}

export function report(tables: Tables, dissection: Dissection, sink: SensorSink, loss: Loss): void {
  for (const sighting of tables.sightings.takeFresh()) sink.sighting(bindingOf(tables, sighting));
  for (let flow = 0; flow < tables.flows.size; flow++) sink.conversation(recordOf(tables, dissection, flow));
  sink.loss(loss);
}

/** Whoever sent packets, and how many of them were not told yet. */
export function bindingOf({ macs, hosts }: Tables, sighting: Sighting): Binding {
  return {
    mac: macs.text(sighting.mac),
    address: hosts.text(sighting.host) ?? '',
    source: 'frame',
    first: { capture: sighting.capture, frame: sighting.frame, time: sighting.first },
    last: sighting.last,
    packets: sighting.packets,
    ttl: sighting.ttl,
  };
}

/** A conversation, with what of it was not told yet. */
export function recordOf(tables: Tables, dissection: Dissection, flow: number): ConversationRecord {
  const { flows } = tables;
  const forth = originatorOf(tables, flow);
  const back: Direction = forth === 0 ? 1 : 0;
  const facts = dissection.facts(flow);
  return {
    client: senderOf(tables, flow, forth),
    server: senderOf(tables, flow, back),
    transport: transportOf(flows.protocol(flow)),
    protocol: facts?.protocol ?? null,
    opened: { capture: flows.capture(flow), frame: flows.opened(flow), time: flows.first(flow) },
    last: flows.last(flow),
    packets: [flows.packets(flow, forth), flows.packets(flow, back)],
    bytes: [flows.bytes(flow, forth), flows.bytes(flow, back)],
    answered: flows.packets(flow, back) > 0 || (flows.marks(flow) & ((Mark.heard | Mark.spoke) << back)) !== 0,
    missing: dissection.missing(flow),
    encryption: facts?.encryption ?? null,
    data: facts?.data ?? [],
    actions: facts?.actions ?? [],
  };
}

function transportOf(protocol: number): Transport {
  if (protocol === IpProtocol.tcp) return 'tcp';
  if (protocol === IpProtocol.udp || protocol === IpProtocol.udpLite) return 'udp';
  if (protocol === IpProtocol.icmp || protocol === IpProtocol.icmpv6) return 'icmp';
  return protocol === IpProtocol.sctp ? 'sctp' : 'other';
}
