/** Makes the captures that are measured, once, and knows what is in them. */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureFile } from './capture-file.ts';
import { writeFrame } from './frames.ts';
import { MIXES, type MixName } from './mixes.ts';
import { schedule } from './schedule.ts';
import type { Tally } from './talk.ts';

/** Raised whenever the same name and size stand for other bytes: figures of different editions do not compare. */
const EDITION = 1;
const SEED = 20_260_301;

/** What a capture holds, by construction. */
export interface Made extends Tally {
  readonly file: string;
  readonly bytes: number;
  readonly packets: number;
  readonly flows: number;
  readonly tcpConversations: number;
}

/** The capture of a mix at `scale` times its full size, from `folder` when it was made before. */
export function makeCapture(folder: string, name: MixName, scale: number): Made {
  const file = join(folder, `${name}-${scale}-${EDITION}.pcap`);
  const notes = `${file}.json`;
  if (existsSync(file) && existsSync(notes)) {
    const made: Made = JSON.parse(readFileSync(notes, 'utf8'));
    if (statSync(file).size === made.bytes) return { ...made, file };
  }
  mkdirSync(folder, { recursive: true });
  const made = generate(`${file}.part`, name, scale);
  renameSync(`${file}.part`, file);
  writeFileSync(notes, JSON.stringify(made));
  return { ...made, file };
}

/** Writes the capture to `file`: the same bytes on every machine. */
export function generate(file: string, name: MixName, scale: number): Made {
  const mix = MIXES[name];
  const flows = Math.max(1, Math.round(mix.flows * scale));
  const tally: Tally = { dicomAssociations: 0, dicomStores: 0, hl7Messages: 0 };
  let tcpConversations = 0;
  const capture = new CaptureFile(file);
  const sent = schedule(mix, flows, SEED, (talk) => {
    if (talk.transport === 'tcp') tcpConversations += 1;
    tally.dicomAssociations += talk.tally?.dicomAssociations ?? 0;
    tally.dicomStores += talk.tally?.dicomStores ?? 0;
    tally.hl7Messages += talk.tally?.hl7Messages ?? 0;
  });
  for (const { time, route, packet } of sent) capture.add(time, (out, at) => writeFrame(out, at, route, packet));
  capture.close();
  return { file, bytes: statSync(file).size, packets: capture.frames, flows, tcpConversations, ...tally };
}
