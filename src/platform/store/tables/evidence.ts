/** Tables of what sensors saw, before anything is concluded from it. Times are microseconds since 1970. */
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

/** Names, versions and fingerprints; what is not known is null or absent. */
export interface EdgeEncryption extends Record<string, unknown> {
  kind: string;
}

/** Data of one category that went over an edge in readable form. */
export interface EdgeData {
  category: string;
  fields: string[];
  items: number;
  patients: number;
  from: ('client' | 'server')[];
  /** Where it was first seen. */
  source: number;
  frame: number;
}

export interface EvidenceTables {
  /** Where evidence comes from: a capture, or one run of a sensor. Frames are counted from 1 in each. */
  source: {
    id: Generated<number>;
    kind: 'capture' | 'stream' | 'live';
    /** The file or the interface. */
    name: string;
    /** The sensor that runs it, for `live` and `stream`. */
    sensor: string | null;
    demo: boolean;
    state: 'waiting' | 'reading' | 'done' | 'broken-off' | 'cancelled' | 'set-aside';
    started: number;
    ended: number | null;
    /** Bytes read, and how many there are; null when not known. */
    consumed: number;
    size: number | null;
    format: string | null;
    /** SHA-256 of the whole, in hexadecimal; null until it was read to its end. */
    digest: string | null;
    /** SHA-256 of its beginning: what is sent again is known by them before it is read. */
    head: string | null;
    /** The frame at which its sensor died, if it did. */
    failed_frame: number | null;
    /** Of the packets. */
    first: number | null;
    last: number | null;
    frames: number;
    bytes: number;
    /** Packets that the kernel could not hand over. */
    dropped: number;
    gaps: number;
    unreadable: number;
    shed: number;
    untracked: number;
    /** Conversations of which one direction alone was seen. */
    one_way: number;
    incomplete: string | null;
    /** The next window that is to be taken in. */
    next_window: number;
    /** The hour of packets, counted since 1970, in which it last told of new endpoints, and of how many in that hour. */
    hour: number;
    newcomers: number;
    created_by: string | null;
  };
  /** A place to listen at: an interface of this machine, or standard input. */
  sensor: {
    id: string;
    kind: 'interface' | 'stream';
    /** The interface. */
    name: string;
    state: 'starting' | 'listening' | 'down' | 'stopped' | 'failed';
    /** What is the matter with it, in a sentence. */
    trouble: string | null;
    restarts: number;
    created: number;
    seen: number | null;
    /** Stopped or removed by a person. */
    stopped: number | null;
  };
  /** What a sensor saw per hour, and what it lost. */
  sensor_hour: {
    sensor: string;
    /** Hours since 1970. */
    hour: number;
    frames: number;
    bytes: number;
    dropped: number;
    gaps: number;
    unreadable: number;
    shed: number;
    untracked: number;
    /** Seconds of the hour in which the interface was up and listened to. */
    seconds: number;
  };
  /**
   * A hardware address with an internet address, as they stood together in frames or at an end of a conversation: what all
   * roll-ups are kept by, so that merging and splitting devices moves no history. `''` where there is none of the two.
   */
  endpoint: {
    id: Generated<number>;
    mac: string;
    address: string;
    /** As the resolution says today. */
    device: string | null;
    /** Whether the hardware address is that device's, and not that of a router before it. */
    own: Generated<boolean>;
    first: number;
    last: number;
    first_source: number;
    first_frame: number;
    /** Sent by it. */
    packets: number;
    /** The highest time to live. */
    ttl: number;
    /** As an end of conversations in which it sent something: from the frame that opened the first. */
    spoke_first: number | null;
    spoke_last: number | null;
    spoke_source: number | null;
    spoke_frame: number | null;
    /** The hour, counted since 1970, in which it last opened new edges, and how many in that hour. */
    hour: number;
    edges: number;
    /** By this machine's clock, when something of it was last taken in: what retention counts from. */
    touched: number;
  };
  /** Times in which an endpoint was heard without a longer pause: presence, and the history of addresses. */
  presence: { endpoint: number; first: number; last: number };
  /** A pair that a protocol states: the device's own word, or its server's. */
  claim: {
    mac: string;
    address: string;
    kind: 'arp' | 'ndp' | 'dhcp';
    first: number;
    last: number;
    first_source: number;
    first_frame: number;
    packets: number;
  };
  /** An observation: about a hardware address, an internet address or both; `''` where there is none. */
  fact: {
    id: Generated<number>;
    mac: string;
    address: string;
    name: string;
    value: string;
    protocol: string;
    confidence: number;
    first: number;
    last: number;
    first_source: number;
    first_frame: number;
    device: string | null;
  };
  /** All conversations between two endpoints about the same thing. */
  edge: {
    id: Generated<number>;
    client: number;
    server: number;
    transport: string;
    /** `''` when none was recognised. */
    protocol: string;
    /** The server's; 0 where it tells nothing. */
    port: number;
    /** Readable and encrypted conversations about the same thing are two edges. */
    encrypted: Generated<boolean>;
    first: number;
    last: number;
    first_source: number;
    first_frame: number;
    answered: boolean;
    conversations: number;
    packets_out: number;
    packets_in: number;
    bytes_out: number;
    bytes_in: number;
    /** As the analysis document shows it, with `clientCertificate` and `resumed`. */
    encryption: JSONColumnType<EdgeEncryption> | null;
    /** Patients are at least as many. */
    data: JSONColumnType<EdgeData[]>;
    actions: JSONColumnType<{ verb: string; count: number }[]>;
    /** How well it is protected, as a position in PROTECTIONS of `dataflow/protection.ts`; worked out by the database, as are the next three. */
    protection: GeneratedAlways<number>;
    categories: GeneratedAlways<string[]>;
    /** The most that one kind of its data names; null when there is none. */
    patients: GeneratedAlways<number | null>;
    /** Carries data in one direction while nothing of the other was seen. */
    one_way: GeneratedAlways<boolean>;
    /** By this machine's clock, when something of it was last taken in: what retention counts from. */
    touched: number;
  };
  /** An edge's distinct patients under the key of the day, as `Sketch` wrote them, to be united with those of later windows. */
  edge_patient: { edge: number; category: string; key: string; sketch: string };
}
