/**
 * The sensor: frames in, observations and conversations out. It knows no clock but the packets' and no network but theirs.
 */
import type { PatientKey } from '../lib/phi.ts';
import type { Frame } from './capture/frame.ts';
import { decode } from './decode/decode.ts';
import { Fragments } from './decode/fragments.ts';
import { IpProtocol, Packet, TcpFlag, Verdict } from './decode/packet.ts';
import { decodeInner, tunnelOf } from './decode/tunnel.ts';
import { type Direction, FlowTable, Mark } from './flow/flow-table.ts';
import { HostTable, MacTable } from './flow/host-table.ts';
import { isOver, SHORTEST_SILENCE } from './flow/silence.ts';
import { sendsFromService } from './flow/service-ports.ts';
import { Sightings } from './flow/sightings.ts';
import { NDP_TYPES } from './dissect/protocols/ndp.ts';
import { Dissection } from './dissection.ts';
import { type Loss, type SensorSink, report } from './report.ts';
import { keyFrom } from './patient-key.ts';
import type { Tables } from './tables.ts';

/** Tunnels within tunnels that are followed: a mirrored site-to-site tunnel has two. */
const MAX_TUNNELS = 4;

export interface SensorOptions {
  /** Under which patients are told apart. Without one it is derived from the first frame, so that results repeat. */
  readonly patientKey?: () => PatientKey;
  /** Conversations end when they were silent for too long. Without it they last as long as the captures do. */
  readonly expires?: boolean;
  /** Hears whose dissector is about to read, for whoever wants to know after a crash. */
  readonly onRead?: (protocol: string) => void;
}

export class Sensor {
  readonly #sink: SensorSink;
  /** Who and what was on the wire, for whoever tells of it before the end. */
  readonly tables: Tables = {
    hosts: new HostTable(),
    macs: new MacTable(),
    flows: new FlowTable(),
    sightings: new Sightings(),
  };
  readonly dissection: Dissection;
  readonly #packet = new Packet();
  /** For each tunnel that a packet is in. */
  readonly #inner = Array.from({ length: MAX_TUNNELS }, () => new Packet());
  readonly #fragments = new Fragments();
  readonly #flows = this.tables.flows;
  readonly #sightings = this.tables.sightings;
  readonly #expires: boolean;
  /** Derived from the first frame; unused where the owner gives one. */
  #key: PatientKey | undefined;
  #capture = 0;
  /** Frames that could not be decoded. */
  #unreadable = 0;
  /** Packets of more devices or conversations than can be kept. */
  #untracked = 0;

  constructor(sink: SensorSink, options: SensorOptions = {}) {
    this.#sink = sink;
    this.#expires = options.expires ?? false;
    if (options.patientKey !== undefined) this.#key = NO_KEY;
    const key = options.patientKey ?? (() => this.#key ?? NO_KEY);
    this.dissection = new Dissection(this.tables, sink, key, options.onRead ?? NOBODY);
  }

  /** From here on frames belong to capture number `index`, counted from 0. */
  begin(index: number): void {
    this.#capture = index;
  }

  frame(frame: Frame): void {
    this.#key ??= keyFrom(frame);
    const packet = this.#packet;
    this.#take(decode(frame, packet), packet, 0);
  }

  /** No more frames come: reports what was gathered. */
  end(): void {
    this.dissection.end();
    report(this.tables, this.dissection, this.#sink, this.loss);
  }

  /** What was not seen, from the first frame on. */
  get loss(): Loss {
    const { gaps, shed, dropped } = this.dissection;
    return { gaps, unreadable: this.#unreadable, shed, untracked: this.#untracked + dropped };
  }

  /** A packet, and how many tunnels it came through. */
  #take(verdict: Verdict, packet: Packet, depth: number): void {
    if (verdict === Verdict.internet) {
      this.#internet(packet, depth);
    } else if (verdict === Verdict.link) {
      this.#link(packet);
    } else if (verdict === Verdict.fragment) {
      const whole = this.#fragments.add(packet);
      if (whole !== undefined) this.#internet(whole, depth);
    } else {
      this.#unreadable += 1;
    }
  }

  #link(packet: Packet): void {
    if (!packet.hasSrcMac) return;
    this.#sight(packet, this.tables.hosts.none());
    this.dissection.link(packet, this.#capture);
  }

  #internet(packet: Packet, depth: number): void {
    const { hosts } = this.tables;
    const v4 = packet.ipVersion === 4;
    const src = v4 ? hosts.ipv4(packet.src0) : hosts.ipv6(packet.src0, packet.src1, packet.src2, packet.src3);
    const dst = v4 ? hosts.ipv4(packet.dst0) : hosts.ipv6(packet.dst0, packet.dst1, packet.dst2, packet.dst3);
    if (src < 0 || dst < 0) {
      this.#untracked += 1;
      return;
    }
    const { srcPort, dstPort } = packet;
    if (packet.transportStart < 0 && hasPorts(packet.protocol)) {
      this.#unreadable += 1;
      if (packet.hasSrcMac) this.#sight(packet, src);
      return;
    }
    const up = src < dst || (src === dst && srcPort <= dstPort);
    const direction: Direction = up ? 0 : 1;
    const ports = up ? (srcPort << 16) | dstPort : (dstPort << 16) | srcPort;
    const flows = this.#flows;
    let flow = flows.find(up ? src : dst, up ? dst : src, ports, packet.protocol);
    if (flow < 0) {
      this.#untracked += 1;
      if (packet.hasSrcMac) this.#sight(packet, src);
      return;
    }
    const tcp = packet.protocol === IpProtocol.tcp;
    if (!flows.created && this.#isAnother(flow, direction, packet)) flow = flows.renew(flow);
    if (flows.created) this.#begin(flow, direction, packet);
    flows.count(flow, direction, packet.wireLength, packet.time);
    this.#see(flow, direction, packet, src);
    if (tcp) this.#tcp(flow, direction, packet);
    else if (packet.protocol === IpProtocol.udp) this.dissection.datagram(flow, direction, packet, this.#capture);
    else if (packet.protocol === IpProtocol.icmpv6) this.#neighbour(packet);
    else this.#enter(flow, packet, depth);
  }

  /** What neighbours tell each other: a hop limit of 255 proves that no router passed it on (RFC 4861 section 11.2). */
  #neighbour(packet: Packet): void {
    if (!packet.hasSrcMac || packet.ttl !== 255 || packet.transportStart < 0 || !NDP_TYPES.has(packet.icmpType)) return;
    packet.payloadStart = packet.transportStart;
    this.dissection.link(packet, this.#capture);
  }

  /** Goes on with the packet that this one carries, if it does. */
  #enter(flow: number, packet: Packet, depth: number): void {
    const tunnel = tunnelOf(packet);
    const inner = this.#inner[depth];
    if (tunnel === undefined || inner === undefined) return;
    this.dissection.name(flow, tunnel);
    this.#take(decodeInner(packet, inner), inner, depth + 1);
  }

  #begin(flow: number, direction: Direction, packet: Packet): void {
    const { hosts } = this.tables;
    this.#flows.begin(flow, this.#capture, packet.frame, packet.time);
    hosts.retain(this.#flows.low(flow));
    hosts.retain(this.#flows.high(flow));
    const fromService = packet.srcPort !== packet.dstPort && sendsFromService(packet.srcPort, packet.dstPort);
    const upwards = (direction === 0) !== fromService;
    this.#flows.mark(flow, Mark.guessed | (upwards ? Mark.upwards : 0));
  }

  /** Whether a packet begins another conversation between the same ends: the first is over, or this opens one anew. */
  #isAnother(flow: number, direction: Direction, packet: Packet): boolean {
    if (this.#expires) {
      const silent = packet.time - this.#flows.last(flow);
      if (silent > SHORTEST_SILENCE && isOver(this.#flows, flow, packet.time)) return true;
    }
    return packet.protocol === IpProtocol.tcp && this.#reopens(flow, direction, packet);
  }

  /** Whether a packet is an opening, and no repetition of the first. */
  #reopens(flow: number, direction: Direction, packet: Packet): boolean {
    if ((packet.flags & (TcpFlag.syn | TcpFlag.ack)) !== TcpFlag.syn) return false;
    const known = (this.#flows.marks(flow) & (Mark.sequence << direction)) !== 0;
    return known && this.#flows.sequence(flow, direction) !== ((packet.seq + 1) | 0);
  }

  /** Counts the packet among those of its sender; the flow remembers as whose. */
  #see(flow: number, direction: Direction, packet: Packet, src: number): void {
    if (!packet.hasSrcMac) return;
    const known = this.#flows.sighting(flow, direction);
    const mac = this.tables.macs.id(packet.srcMacHigh, packet.srcMacLow);
    if (known >= 0 && this.#sightings.get(known).mac === mac) {
      this.#sightings.note(known, packet.ttl, this.#capture, packet.frame, packet.time);
      return;
    }
    const id = this.#sight(packet, src);
    if (id < 0) return;
    if (known >= 0) this.#sightings.release(known);
    this.#sightings.retain(id);
    this.#flows.setSighting(flow, direction, id);
  }

  /** Counts the packet among those of a hardware and an internet address; -1 when there are too many of them. */
  #sight(packet: Packet, host: number): number {
    const mac = this.tables.macs.id(packet.srcMacHigh, packet.srcMacLow);
    const before = this.#sightings.used;
    const id = mac < 0 ? -1 : this.#sightings.at(mac, host);
    if (id < 0) {
      this.#untracked += 1;
      return id;
    }
    if (this.#sightings.used > before) {
      this.tables.macs.retain(mac);
      this.tables.hosts.retain(host);
    }
    this.#sightings.note(id, packet.ttl, this.#capture, packet.frame, packet.time);
    return id;
  }

  #tcp(flow: number, direction: Direction, packet: Packet): void {
    const flows = this.#flows;
    const { flags } = packet;
    const syn = (flags & TcpFlag.syn) !== 0;
    const ack = (flags & TcpFlag.ack) !== 0;
    const back: Direction = direction === 0 ? 1 : 0;
    if (syn) {
      this.#open(flow, ack ? back : direction);
      if (!ack) this.dissection.opening(flow, direction, packet, this.#capture);
      if ((flows.marks(flow) & (Mark.sequence << direction)) === 0) flows.setSequence(flow, direction, packet.seq + 1);
    } else if (ack && (flags & TcpFlag.rst) === 0) {
      flows.mark(flow, Mark.heard << back);
    }
    if ((flags & TcpFlag.rst) !== 0) flows.mark(flow, Mark.reset);
    else if ((flags & TcpFlag.fin) !== 0) flows.mark(flow, Mark.finished << direction);
    const marks = flows.marks(flow);
    if ((marks & Mark.ignored) !== 0) return;
    const length = packet.payloadEnd - packet.payloadStart + packet.cut;
    // SYN takes a sequence number of its own; the data of a fast open stands behind it (RFC 7413).
    const sequence = syn ? (packet.seq + 1) | 0 : packet.seq;
    // What stands in a reset is a message to people, and no part of the stream (RFC 9293, section 3.5.3).
    if (length > 0 && (flags & TcpFlag.rst) === 0) {
      if ((marks & (Mark.sequence << direction)) === 0) flows.setSequence(flow, direction, sequence);
      this.dissection.segment(flow, direction, sequence, packet, this.#capture);
    }
    if ((flags & TcpFlag.rst) !== 0) {
      this.dissection.reset(flow, direction, packet.seq, packet, this.#capture);
    } else if ((flags & TcpFlag.fin) !== 0) {
      this.dissection.finish(flow, direction, (sequence + length) | 0, packet, this.#capture);
    }
  }

  /** The opening was seen: its sender is the originator, whatever was guessed before. */
  #open(flow: number, originator: Direction): void {
    const flows = this.#flows;
    if ((flows.marks(flow) & Mark.opened) !== 0) return;
    flows.unmark(flow, Mark.guessed | Mark.upwards);
    flows.mark(flow, Mark.opened | (originator === 0 ? Mark.upwards : 0));
  }
}

/** Whether a packet of this IP protocol belongs to nobody when its transport header cannot be read. */
function hasPorts(protocol: number): boolean {
  return protocol === IpProtocol.tcp || protocol === IpProtocol.udp || protocol === IpProtocol.sctp;
}

/** Before the first frame there is no patient either. */
const NO_KEY = new Uint8Array(32);
const NOBODY = (): void => undefined;
