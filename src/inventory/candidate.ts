/** What is gathered of one device while the evidence is read, before it is said what the device is. */
import type { Attribute } from '../analysis/document.ts';
import type { FrameRef, Observation } from '../sensor/observe/observation.ts';
import { earlier, type Sighting } from './ownership.ts';

/** A proxy shows hundreds of user agents; more values of one name than these say nothing new, and cost memory. */
const MAX_VALUES = 128;

export class Candidate {
  readonly macs = new Set<string>();
  /** The pairs it holds, and the bare addresses; both in the order of the evidence. */
  readonly sightings: Sighting[] = [];
  readonly addresses = new Set<string>();
  /** Its MAC may be that of a router before it, so that nothing follows from the MAC. */
  forwarded = false;
  first: FrameRef | undefined;
  last = 0;
  #attributes: Map<string, Map<string, Attribute>> | undefined;

  hold(sighting: Sighting): void {
    this.sightings.push(sighting);
    this.addresses.add(sighting.address);
    this.seen(sighting.first, sighting.last);
  }

  seen(at: FrameRef, last: number = at.time): void {
    if (this.first === undefined || earlier(at, this.first)) this.first = at;
    this.last = Math.max(this.last, last);
  }

  /** Notes a fact; of equal facts the earliest frame and the highest confidence stay. */
  learn({ name, value, protocol, confidence, at }: Observation): void {
    this.seen(at);
    this.#note({ name, value, protocol, capture: at.capture, frame: at.frame, confidence });
  }

  /** All facts, roles among them, by name and then in the order of the frames. */
  attributes(): Attribute[] {
    const all = [...(this.#attributes?.values() ?? [])].flatMap((values) => [...values.values()]);
    return all.toSorted(byNameAndFrame);
  }

  values(name: string): string[] {
    return [...(this.#attributes?.get(name)?.values() ?? [])].map((attribute) => attribute.value);
  }

  /** Takes over all that is known of another candidate, which turned out to be the same thing. */
  absorb(other: Candidate): void {
    for (const mac of other.macs) this.macs.add(mac);
    for (const address of other.addresses) this.addresses.add(address);
    this.forwarded &&= other.forwarded;
    this.sightings.push(...other.sightings);
    if (other.first !== undefined) this.seen(other.first, other.last);
    for (const attribute of other.attributes()) this.#note(attribute);
  }

  #note(fact: Attribute): void {
    this.#attributes ??= new Map();
    let values = this.#attributes.get(fact.name);
    if (values === undefined) this.#attributes.set(fact.name, (values = new Map()));
    const key = `${fact.protocol}\n${fact.value}`;
    const known = values.get(key);
    if (known === undefined) {
      if (values.size < MAX_VALUES) values.set(key, fact);
      return;
    }
    const earliest = before(fact, known);
    if (!earliest && fact.confidence <= known.confidence) return;
    const { capture, frame } = earliest ? fact : known;
    values.set(key, { ...known, capture, frame, confidence: Math.max(known.confidence, fact.confidence) });
  }
}

const before = (a: Attribute, b: Attribute): boolean =>
  a.capture < b.capture || (a.capture === b.capture && a.frame < b.frame);

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

function byNameAndFrame(a: Attribute, b: Attribute): number {
  return (
    compare(a.name, b.name) ||
    a.capture - b.capture ||
    a.frame - b.frame ||
    compare(a.value, b.value) ||
    compare(a.protocol, b.protocol)
  );
}
