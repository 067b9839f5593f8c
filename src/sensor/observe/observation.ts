/** What a sensor reports: facts, each with whom it is about, how we know and how sure we are. */

/** A frame of a capture: both counted as the analysis document does, captures from 0 and frames from 1. */
export interface FrameRef {
  readonly capture: number;
  readonly frame: number;
  /** Microseconds since 1970. */
  readonly time: number;
}

/** One end of a conversation as the wire shows it. */
export interface Endpoint {
  /** The hardware address that carried its packets: its own, or that of the last router before us. */
  readonly mac: string | undefined;
  /** In canonical text (RFC 5952 for IPv6); undefined where there is no internet layer. */
  readonly address: string | undefined;
  /** 0 where there are no ports. */
  readonly port: number;
}

/** Whom a fact is about: a hardware address where the protocol names one, else an address. At least one is there. */
export interface Subject {
  readonly mac?: string | undefined;
  readonly address?: string | undefined;
}

/** One fact about one device. `name` is one of the attribute names in `docs/attributes.md`, `role` or `name`. */
export interface Observation {
  readonly subject: Subject;
  readonly name: string;
  readonly value: string;
  /** Who says so: the protocol's name as a conversation is labelled with it. */
  readonly protocol: string;
  /** 0 to 1: how far the value can be relied on, were it all that we knew. */
  readonly confidence: number;
  readonly at: FrameRef;
}

/**
 * A hardware address and an internet address that belong together, and what says so.
 *
 * Each pair of source addresses seen in frames is one binding of source `frame`. Where a link has no hardware addresses
 * `mac` is empty, and where a sender's frames carried no internet address `address` is; never are both.
 */
export interface Binding {
  readonly mac: string;
  readonly address: string;
  /** `frame`: sent packets from it, perhaps as a router; the others are the device's own or its server's word. */
  readonly source: 'frame' | 'arp' | 'ndp' | 'dhcp';
  readonly first: FrameRef;
  /** Microseconds since 1970. */
  readonly last: number;
  readonly packets: number;
  /** The highest IP time to live seen from it: 64, 128 or 255 is next door, less is behind routers. 0 when unknown. */
  readonly ttl: number;
}
