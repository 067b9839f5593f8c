import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { fromStream, openFile } from '../sensor/capture/source.ts';
import { replay } from './replay.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');

test('what is played shows the devices and conversations of the recording, now; a second round shows them again', async () => {
  const stop = new AbortController();
  const bytes: Uint8Array[] = [];
  const recorded = await analyze([() => openFile(DEMO)]);
  const [capture] = recorded.captures;
  const oneRound = 24 + (capture?.bytes ?? 0) + 16 * (capture?.frames ?? 0);
  const started = Date.now();
  let length = 0;
  for await (const piece of replay(DEMO, { hurry: 1000, pause: 1, signal: stop.signal })) {
    bytes.push(piece);
    length += piece.length;
    // The second round goes at its own pace: its first piece is enough to see that there is one.
    if (length > oneRound) stop.abort();
  }
  const played = await analyze([async () => fromStream(Readable.from(bytes))]);
  expect(played.captures[0]?.frames).toBeGreaterThan(capture?.frames ?? 0);
  expect(Date.parse(played.captures[0]?.first ?? '')).toBeGreaterThanOrEqual(started - 1000);
  const macs = ({ devices }: typeof played) => devices.flatMap((device) => device.macs).toSorted();
  expect(macs(played)).toEqual(macs(recorded));
  expect(played.findings.map(({ title }) => title).toSorted()).toEqual(
    recorded.findings.map(({ title }) => title).toSorted(),
  );
});
