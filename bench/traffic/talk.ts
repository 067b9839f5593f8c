/** What two hosts say to each other, before it is cut into packets. */
import type { Host } from './network.ts';
import type { Random } from './random.ts';

export type Side = 'client' | 'server';
export type Turn = readonly [Side, Uint8Array];

export interface Talk {
  readonly transport: 'tcp' | 'udp';
  readonly clientPort: number;
  readonly serverPort: number;
  readonly turns: readonly Turn[];
  /** Where the client's datagrams go when that is not the server itself. */
  readonly group?: Host;
  /** How many messages of the kinds that a benchmark counts are in it. */
  readonly tally?: Partial<Tally>;
}

export interface Tally {
  dicomAssociations: number;
  dicomStores: number;
  hl7Messages: number;
}

/** Writes one talk of one protocol between two hosts; `port` is one that the client's operating system would choose. */
export type Author = (random: Random, client: Host, server: Host, port: number) => Talk;
