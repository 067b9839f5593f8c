/** Packets that belong to random flows: how the cost of one packet grows with the number of flows. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureFile } from './capture-file.ts';
import { writeFrame } from './frames.ts';
import { device } from './network.ts';
import { Random } from './random.ts';

const BEGIN = 1_772_360_100_000_000;
const DEVICES = 50_000;
const PAYLOAD = Uint8Array.from({ length: 32 }, (_, at) => at);

/** A capture of `packets` datagrams, each of one of `flows` flows, from `folder` when it was made before. */
export function makeRandomFlows(folder: string, flows: number, packets: number): string {
  const file = join(folder, `random-${flows}-${packets}.pcap`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const random = new Random(flows);
  const capture = new CaptureFile(`${file}.part`);
  for (let number = 0; number < packets; number++) {
    const flow = random.below(flows);
    const [client, server] = [device(flow % DEVICES), device(DEVICES + (flow % 251))];
    const route = { from: client, to: server, fromPort: 10_000 + Math.floor(flow / DEVICES), toPort: 40_000 };
    const packet = { side: 'client', delay: 0, flags: 0, seq: 0, ack: 0, bytes: PAYLOAD, start: 0, end: 32 } as const;
    capture.add(BEGIN + number, (out, at) => writeFrame(out, at, route, packet));
  }
  capture.close();
  renameSync(`${file}.part`, file);
  return file;
}
