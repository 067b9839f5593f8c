import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolve } from '../inventory/resolution.ts';
import { readCapture } from '../sensor/capture/capture.ts';
import { openFile } from '../sensor/capture/source.ts';
import { LiveSensor } from '../sensor/live-sensor.ts';
import { analyze } from './analyze.ts';
import { LiveEvidence } from './live-evidence.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'lab', 'demo', 'hospital.pcap.gz');

test('watching gives the devices that an analysis of the same packets gives', async () => {
  const evidence = new LiveEvidence();
  let windows = 0;
  const onWindow = (window: Parameters<LiveEvidence['take']>[0]): void => {
    windows += 1;
    evidence.take(window);
  };
  const sensor = new LiveSensor({ source: 0, live: false, clock: () => Date.now() * 1000, length: 250_000, onWindow });
  sensor.end(await readCapture(await openFile(DEMO), sensor));
  const { devices } = await analyze([async () => openFile(DEMO)]);
  expect(windows).toBeGreaterThan(50);
  const shown = (device: (typeof devices)[number]) => {
    const { id, class: kind, type, manufacturer, model, macs, addresses, names } = device;
    return { id, kind, type, manufacturer, model, macs, addresses, names };
  };
  expect(resolve(evidence).map(shown).toSorted(byId)).toEqual(devices.map(shown).toSorted(byId));
});

const byId = (a: { id: string }, b: { id: string }): number => Number(a.id > b.id) - Number(a.id < b.id);
