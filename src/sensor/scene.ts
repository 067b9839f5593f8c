/** Who speaks to whom in a flow, in the words of the observers. */
import type { Side } from './dissect/dissector.ts';
import { type Direction, Mark } from './flow/flow-table.ts';
import type { ConversationFacts } from './observe/facts.ts';
import type { Endpoint, FrameRef } from './observe/observation.ts';
import type { Scene } from './observe/recorder.ts';
import type { Tables } from './tables.ts';

/** The direction of who opened the flow, or is believed to have. */
export function originatorOf({ flows }: Tables, flow: number): Direction {
  return (flows.marks(flow) & Mark.upwards) !== 0 ? 0 : 1;
}

export function sideOf(tables: Tables, flow: number, direction: Direction): Side {
  return direction === originatorOf(tables, flow) ? 'originator' : 'responder';
}

/** The end that sends `direction`'s packets. Its hardware address is known once it has sent some. */
export function senderOf({ flows, hosts, macs, sightings }: Tables, flow: number, direction: Direction): Endpoint {
  const sighting = flows.sighting(flow, direction);
  return {
    mac: sighting < 0 ? undefined : macs.text(sightings.get(sighting).mac),
    address: hosts.text(direction === 0 ? flows.low(flow) : flows.high(flow)),
    port: direction === 0 ? flows.lowPort(flow) : flows.highPort(flow),
  };
}

/** A scene whose ends are looked up when somebody asks for them: most events are about neither or one. */
export class FlowScene implements Scene {
  readonly protocol: string;
  readonly at: FrameRef;
  readonly facts: ConversationFacts;
  readonly #tables: Tables;
  readonly #flow: number;
  readonly #direction: Direction;
  #sender: Endpoint | undefined;
  #receiver: Endpoint | undefined;

  /** `direction` is that of the packet in which the event was said. */
  constructor(
    tables: Tables,
    flow: number,
    direction: Direction,
    protocol: string,
    at: FrameRef,
    facts: ConversationFacts,
  ) {
    this.protocol = protocol;
    this.at = at;
    this.facts = facts;
    this.#tables = tables;
    this.#flow = flow;
    this.#direction = direction;
  }

  get side(): Side {
    return sideOf(this.#tables, this.#flow, this.#direction);
  }

  get sender(): Endpoint {
    return (this.#sender ??= senderOf(this.#tables, this.#flow, this.#direction));
  }

  get receiver(): Endpoint {
    return (this.#receiver ??= senderOf(this.#tables, this.#flow, this.#direction === 0 ? 1 : 0));
  }
}
