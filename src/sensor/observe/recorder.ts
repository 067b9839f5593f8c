/** Writes down what observers note: facts about devices once each, facts about a conversation with it. */
import type { PatientKey, Phi } from '../../lib/phi.ts';
import type { Side } from '../dissect/dissector.ts';
import type { DataCategory, Encryption } from './conversation-record.ts';
import type { ConversationFacts } from './facts.ts';
import type { Notes, Who } from './notes.ts';
import type { Endpoint, FrameRef, Observation, Subject } from './observation.ts';
import { Told } from './told.ts';

/** The longest value of an attribute, in characters: more is no identity. */
export const MAX_VALUE = 1024;

const UNSPECIFIED = new Set([undefined, '0.0.0.0', '::']);

export interface RecorderSink {
  observation(observation: Observation): void;
  binding(mac: string, address: string, source: 'arp' | 'ndp' | 'dhcp', at: FrameRef): void;
}

/** Where in the network an event was said. */
export interface Scene {
  readonly protocol: string;
  readonly side: Side;
  readonly sender: Endpoint;
  readonly receiver: Endpoint;
  readonly at: FrameRef;
  readonly facts: ConversationFacts;
}

export class Recorder implements Notes {
  readonly #sink: RecorderSink;
  readonly #key: () => PatientKey;
  readonly #told = new Told();
  #scene: Scene;

  /** `key` is asked for when the first patient is to be counted. */
  constructor(sink: RecorderSink, key: () => PatientKey, scene: Scene) {
    this.#sink = sink;
    this.#key = key;
    this.#scene = scene;
  }

  /** How many facts there was no room for. */
  get dropped(): number {
    return this.#told.dropped;
  }

  /** Time has passed: facts that were told long ago may be told again. */
  age(): void {
    this.#told.age();
  }

  /** What follows is noted about this scene. */
  enter(scene: Scene): this {
    this.#scene = scene;
    return this;
  }

  get side(): Side {
    return this.#scene.side;
  }

  get sender(): Endpoint {
    return this.#scene.sender;
  }

  get receiver(): Endpoint {
    return this.#scene.receiver;
  }

  attribute(who: Who, name: string, value: string | undefined, confidence = 0.9): void {
    if (value === undefined || value === '') return;
    const key = this.#keyOf(who);
    // Most facts are repetitions: whatever only a new one needs is made behind here.
    if (key === undefined || this.#told.has(key, name, value)) return;
    const cleaned = own(printable(value));
    if (cleaned === '' || this.#told.has(key, name, cleaned)) return;
    if (!this.#told.add(key, name, cleaned)) return;
    const { protocol, at } = this.#scene;
    const subject = this.#subject(who);
    this.#sink.observation({ subject, name, value: cleaned, protocol, confidence, at });
  }

  role(who: Who, role: string): void {
    this.attribute(who, 'role', role);
  }

  binding(mac: string, address: string, source: 'arp' | 'ndp' | 'dhcp'): void {
    if (!UNSPECIFIED.has(address)) this.#sink.binding(mac, address, source, this.#scene.at);
  }

  action(verb: string): void {
    this.#scene.facts.action(verb);
  }

  data(category: DataCategory, fields: readonly string[], patient?: Phi): void {
    const { side, facts, at } = this.#scene;
    facts.item(side, category, fields, patient?.hash(this.#key()), at);
  }

  encryption(known: Encryption): void {
    this.#scene.facts.protect(known);
  }

  protocol(name: string): void {
    this.#scene.facts.protocol = name;
  }

  #subject(who: Who): Subject {
    if (who !== 'sender' && who !== 'receiver') return who;
    const { address, mac } = this.#scene[who];
    return UNSPECIFIED.has(address) ? { mac } : { address };
  }

  /** Tells subjects apart; undefined for nobody. */
  #keyOf(who: Who): string | undefined {
    if (who !== 'sender' && who !== 'receiver') return (who.mac ?? who.address) || undefined;
    // An end that has an address is known by it: its hardware address may be that of a router on the way.
    const { address, mac } = this.#scene[who];
    return UNSPECIFIED.has(address) ? mac : address;
  }
}

/** Without control characters (a NUL often pads), outer spaces and excess. */
function printable(value: string): string {
  return value
    .slice(0, MAX_VALUE)
    .replace(/(?![\t\r\n])\p{Cc}+/gu, ' ')
    .trim();
}

/** V8 keeps the whole of a message for a part of its text that somebody holds; behind this it keeps one character more. */
function own(part: string): string {
  return ` ${part}`.slice(1);
}
