/** The three kinds of traffic that are measured: what a hospital's switch sees, many small packets, and few large images. */
import { echo, store } from './protocols/dicom.ts';
import { results } from './protocols/hl7.ts';
import { dhcp, dns, mdns, ntp, snmp, ssdp, syslog } from './protocols/datagrams.ts';
import { web } from './protocols/http.ts';
import { smb } from './protocols/smb.ts';
import { mqtt, scan, ssh } from './protocols/streams.ts';
import { tls } from './protocols/tls.ts';
import type { Author } from './talk.ts';

export interface Mix {
  /** At full size. */
  readonly flows: number;
  readonly devices: number;
  /** Microseconds between the beginnings of two talks, on the average and at any size. */
  readonly pace: number;
  /** How often, by whom, and how many servers share the work; 0 servers: any device answers. */
  readonly parts: readonly (readonly [weight: number, author: Author, servers: number])[];
}

export type MixName = 'mixed' | 'small' | 'bulk';

export const MIXES: Readonly<Record<MixName, Mix>> = {
  mixed: {
    flows: 200_000,
    devices: 5000,
    pace: 18_000,
    parts: [
      [400, dns, 2],
      [100, ntp, 2],
      [30, dhcp, 2],
      [220, results, 4],
      [150, mqtt, 2],
      [20, snmp, 0],
      [20, mdns, 1],
      [15, ssdp, 1],
      [30, syslog, 1],
      [70, web, 4],
      [110, tls, 8],
      [10, echo, 4],
      [4, store(1, 131_072), 4],
      [1, store(3, 262_144), 4],
      [3, smb, 4],
      [2, ssh, 8],
      [40, scan, 0],
    ],
  },
  small: {
    flows: 400_000,
    devices: 5000,
    pace: 9000,
    parts: [
      [50, dns, 2],
      [14, ntp, 2],
      [6, dhcp, 2],
      [15, results, 4],
      [8, mqtt, 2],
      [10, snmp, 0],
      [2, mdns, 1],
      [2, ssdp, 1],
      [4, syslog, 1],
    ],
  },
  bulk: { flows: 50, devices: 12, pace: 200_000, parts: [[1, store(19, 524_288), 2]] },
};
