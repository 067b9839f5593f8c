/** Brings the content of flows to the dissectors that understand it, and what they say to the observers. */
import { ipv6Text, macText } from '../lib/address.ts';
import { BoundedMap } from '../lib/bounded-map.ts';
import { MAX_DATAGRAM_READINGS } from '../lib/limits.ts';
import type { PatientKey } from '../lib/phi.ts';
import { Reader, Violation } from '../lib/reader.ts';
import { Budget } from './budget.ts';
import { IpProtocol, type Packet } from './decode/packet.ts';
import { synFingerprint } from './decode/syn-fingerprint.ts';
import type { DatagramDissector, DatagramReading, ProtocolEvent, StreamDissector } from './dissect/dissector.ts';
import { datagramDissectors, linkDissectors, streamDissectors } from './dissect/protocols.ts';
import { type Direction, Mark } from './flow/flow-table.ts';
import { ConversationFacts } from './observe/facts.ts';
import type { Endpoint, FrameRef } from './observe/observation.ts';
import { observers } from './observe/observers.ts';
import { Recorder, type RecorderSink } from './observe/recorder.ts';
import { FlowScene, originatorOf, sideOf } from './scene.ts';
import { StreamContent } from './stream-content.ts';
import type { Tables } from './tables.ts';

/** How many datagrams of a flow nobody may recognise before nobody is asked any more. */
const MAX_ATTEMPTS = 4;
const STREAMS_BY_PORT = byPort<StreamDissector>(streamDissectors);
const DATAGRAMS_BY_PORT = byPort<DatagramDissector>(datagramDissectors);
const ABSENT: Endpoint = { mac: undefined, address: undefined, port: 0 };

export class Dissection {
  readonly #tables: Tables;
  readonly #reads: (protocol: string) => void;
  readonly #recorder: Recorder;
  readonly #budget = new Budget();
  /** By the number that the flow table keeps for its owner; 0 is nobody's. */
  readonly #contents: (StreamContent | undefined)[] = [undefined];
  readonly #free: number[] = [];
  /** By flow. */
  readonly #facts: (ConversationFacts | undefined)[] = [];
  readonly #readings = new BoundedMap<number, DatagramReading>(MAX_DATAGRAM_READINGS);
  /** Facts of link frames, which belong to no conversation. */
  readonly #linkFacts = new ConversationFacts();
  /** The frame that is being read, and a reference to it once somebody wants one. */
  #capture = 0;
  #frame = 0;
  #time = 0;
  #ref: FrameRef | undefined;
  /** How many holes there were in streams. */
  gaps = 0;
  readonly #missing = new Map<number, number>();

  /** `reads` hears whose dissector is about to read; `''` while it is being found out. */
  constructor(tables: Tables, sink: RecorderSink, key: () => PatientKey, reads: (protocol: string) => void) {
    this.#tables = tables;
    this.#reads = reads;
    const nowhere = { protocol: '', side: 'originator', sender: ABSENT, receiver: ABSENT } as const;
    this.#recorder = new Recorder(sink, key, { ...nowhere, at: this.#at, facts: this.#linkFacts });
  }

  /** What is known of a conversation; undefined when its content said nothing. */
  facts(flow: number): ConversationFacts | undefined {
    return this.#facts[flow];
  }

  /** How many bytes of its streams were never captured. */
  missing(flow: number): number {
    return this.#missing.get(flow) ?? 0;
  }

  /** How many conversations were given up for lack of memory. */
  get shed(): number {
    return this.#budget.shed;
  }

  /** How many facts about devices there was no room for. */
  get dropped(): number {
    return this.#recorder.dropped;
  }

  /** Says what a conversation is that nobody dissects: a tunnel. */
  name(flow: number, protocol: string): void {
    this.#factsOf(flow).protocol = protocol;
  }

  link(packet: Packet, capture: number): void {
    const dissector = linkDissectors.find(({ etherTypes }) => etherTypes.includes(packet.etherType));
    if (dissector === undefined) return;
    this.#enter(packet, capture);
    const address = packet.ipVersion === 6 ? ipv6Text(packet.src0, packet.src1, packet.src2, packet.src3) : undefined;
    const sender = { ...ABSENT, mac: macText(packet.srcMacHigh, packet.srcMacLow), address };
    const receiver = packet.hasDstMac ? { ...ABSENT, mac: macText(packet.dstMacHigh, packet.dstMacLow) } : ABSENT;
    const scene = { protocol: dissector.name, side: 'originator', sender, receiver, at: this.#at } as const;
    const notes = this.#recorder.enter({ ...scene, facts: this.#linkFacts });
    this.#reads(dissector.name);
    tolerate(() => dissector.dissect(payloadOf(packet), (event) => observers[event.protocol]?.(event, notes)));
  }

  /** `direction` opens a conversation over TCP: how it does so is about its system, and not about the conversation. */
  opening(flow: number, direction: Direction, packet: Packet, capture: number): void {
    this.#enter(packet, capture);
    const event = { protocol: 'tcp', kind: 'opening', fingerprint: synFingerprint(packet, packet.payloadStart) };
    const scene = new FlowScene(this.#tables, flow, direction, 'tcp', this.#at, this.#linkFacts);
    observers['tcp']?.(event, this.#recorder.enter(scene));
  }

  datagram(flow: number, direction: Direction, packet: Packet, capture: number): void {
    const { flows } = this.#tables;
    const marks = flows.marks(flow);
    if ((marks & Mark.ignored) !== 0 || packet.payloadEnd === packet.payloadStart) return;
    const payload = payloadOf(packet);
    const known = flows.content(flow);
    const dissector =
      known > 0 ? datagramDissectors[known - 1] : this.#recogniseDatagram(flow, direction, payload.whole);
    if (dissector === undefined) return;
    this.#enter(packet, capture);
    this.#reads(dissector.name);
    const reading = this.#readingOf(flow, dissector);
    tolerate(() =>
      reading.dissect(payload, sideOf(this.#tables, flow, direction), (event) => this.#event(flow, direction, event)),
    );
  }

  segment(flow: number, direction: Direction, sequence: number, packet: Packet, capture: number): void {
    const { flows } = this.#tables;
    this.#enter(packet, capture);
    let content = this.#contents[flows.content(flow)];
    if (content === undefined) {
      content = this.#open(flow);
      const slot = this.#free.pop() ?? this.#contents.length;
      this.#contents[slot] = content;
      flows.setContent(flow, slot);
    }
    const bytes = packet.bytes.subarray(packet.payloadStart, packet.payloadEnd);
    this.#reads(content.protocol);
    content.segment(direction, flows.sequence(flow, direction), sequence, bytes, packet.cut);
    if (content.over) this.#release(flow);
  }

  finish(flow: number, direction: Direction, sequence: number, packet: Packet, capture: number): void {
    this.#enter(packet, capture);
    const content = this.#contents[this.#tables.flows.content(flow)];
    content?.finish(direction, sequence);
    if (content?.over === true) this.#release(flow);
  }

  /** `direction` broke the conversation off at `sequence`: what still waits is read, and nothing after it. */
  reset(flow: number, direction: Direction, sequence: number, packet: Packet, capture: number): void {
    const content = this.#contents[this.#tables.flows.content(flow)];
    if (content === undefined || !content.expects(direction, sequence)) return;
    this.#enter(packet, capture);
    content.end();
    this.#release(flow);
  }

  /** No more packets come: what still waits is read. */
  end(): void {
    for (const content of this.#contents) content?.end();
  }

  /** No more packets of this flow come: what still waits of it is read. */
  close(flow: number): void {
    if (this.#tables.flows.protocol(flow) !== IpProtocol.tcp) return;
    const content = this.#contents[this.#tables.flows.content(flow)];
    if (content === undefined) return;
    content.end();
    this.#release(flow);
  }

  /** The flow was told of: what follows is counted anew. */
  rest(flow: number): void {
    this.#facts[flow]?.rest();
    this.#missing.delete(flow);
  }

  /** The flow is closed, and its number may be another's soon. */
  forget(flow: number): void {
    this.#facts[flow] = undefined;
    this.#missing.delete(flow);
    this.#readings.delete(flow);
  }

  /** Half an hour has passed: what was told long ago may be told again. */
  age(): void {
    this.#recorder.age();
    this.#linkFacts.rest();
  }

  #open(flow: number): StreamContent {
    const { flows } = this.#tables;
    const originator = originatorOf(this.#tables, flow);
    const certain = (flows.marks(flow) & Mark.opened) !== 0;
    const port = originator === 0 ? flows.highPort(flow) : flows.lowPort(flow);
    const listener = {
      recognised: (dissector: StreamDissector, swapped: boolean) => {
        this.#factsOf(flow).protocol = dissector.name;
        if (swapped) this.#swap(flow);
      },
      event: (event: ProtocolEvent, direction: Direction) => this.#event(flow, direction, event),
      gap: (length: number) => {
        this.gaps += 1;
        this.#missing.set(flow, this.missing(flow) + length);
      },
    };
    return new StreamContent(
      STREAMS_BY_PORT.get(port) ?? streamDissectors,
      originator,
      certain,
      listener,
      this.#budget,
    );
  }

  #release(flow: number): void {
    const { flows } = this.#tables;
    const slot = flows.content(flow);
    this.#contents[slot] = undefined;
    this.#free.push(slot);
    flows.setContent(flow, 0);
    flows.mark(flow, Mark.ignored);
  }

  /** Asks who knows a datagram; the flow remembers the answer, or how often there was none. */
  #recogniseDatagram(flow: number, direction: Direction, bytes: Uint8Array): DatagramDissector | undefined {
    const { flows } = this.#tables;
    const side = sideOf(this.#tables, flow, direction);
    const port = flows.highPort(flow) < flows.lowPort(flow) ? flows.highPort(flow) : flows.lowPort(flow);
    const candidates = DATAGRAMS_BY_PORT.get(port) ?? datagramDissectors;
    const found = candidates.find((candidate) => candidate.probe(bytes, side) === true);
    if (found === undefined) {
      const attempts = flows.content(flow) - 1;
      flows.setContent(flow, attempts);
      if (attempts <= -MAX_ATTEMPTS) flows.mark(flow, Mark.ignored);
      return undefined;
    }
    flows.setContent(flow, datagramDissectors.indexOf(found) + 1);
    this.#factsOf(flow).protocol = found.name;
    this.#orient(flow, found);
    return found;
  }

  /** What reads the datagrams of a flow, together where its messages span them. */
  #readingOf(flow: number, dissector: DatagramDissector): DatagramReading {
    if (dissector.open === undefined) return dissector;
    return this.#readings.ensure(flow, () => dissector.open?.() ?? dissector);
  }

  /** The protocol's own port tells who serves better than the order of packets does. */
  #orient(flow: number, { ports }: DatagramDissector): void {
    const { flows } = this.#tables;
    const low = ports.includes(flows.lowPort(flow));
    const high = ports.includes(flows.highPort(flow));
    if (low === high) return;
    if ((originatorOf(this.#tables, flow) === 0) !== high) this.#swap(flow);
  }

  #swap(flow: number): void {
    const { flows } = this.#tables;
    if (originatorOf(this.#tables, flow) === 0) flows.unmark(flow, Mark.upwards);
    else flows.mark(flow, Mark.upwards);
  }

  #event(flow: number, direction: Direction, event: ProtocolEvent): void {
    // What a conversation lost is known from its gaps already, and tells nothing about a device.
    const observe = event.kind === 'lost' ? undefined : observers[event.protocol];
    if (observe === undefined) return;
    const scene = new FlowScene(this.#tables, flow, direction, event.protocol, this.#at, this.#factsOf(flow));
    observe(event, this.#recorder.enter(scene));
  }

  #factsOf(flow: number): ConversationFacts {
    return (this.#facts[flow] ??= new ConversationFacts());
  }

  #enter({ frame, time }: Packet, capture: number): void {
    this.#capture = capture;
    this.#frame = frame;
    this.#time = time;
    this.#ref = undefined;
  }

  get #at(): FrameRef {
    return (this.#ref ??= { capture: this.#capture, frame: this.#frame, time: this.#time });
  }
}

/** For each port where some live: those first, then the others, each group in the order of the registry. */
function byPort<D extends { readonly ports: readonly number[] }>(all: readonly D[]): ReadonlyMap<number, readonly D[]> {
  const ports = new Set(all.flatMap((dissector) => dissector.ports));
  const livesAt = (port: number) => (dissector: D) => dissector.ports.includes(port);
  return new Map(
    Array.from(ports, (port) => [port, all.toSorted((a, b) => Number(livesAt(port)(b)) - Number(livesAt(port)(a)))]),
  );
}

function payloadOf({ bytes, payloadStart, payloadEnd }: Packet): Reader {
  return new Reader(bytes.subarray(payloadStart, payloadEnd));
}

/** A frame or datagram that breaks its protocol's rules says no more than it has said until then. */
function tolerate(dissect: () => void): void {
  try {
    dissect();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
  }
}
