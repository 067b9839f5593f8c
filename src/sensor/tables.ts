/** The sensor's memory of who and what was on the wire. */
import type { FlowTable } from './flow/flow-table.ts';
import type { HostTable, MacTable } from './flow/host-table.ts';
import type { Sightings } from './flow/sightings.ts';

export interface Tables {
  readonly hosts: HostTable;
  readonly macs: MacTable;
  readonly flows: FlowTable;
  readonly sightings: Sightings;
}
