import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCapture } from './capture/capture.ts';
import { Frame, LinkType } from './capture/frame.ts';
import { openFile } from './capture/source.ts';
import { CLIENT_MAC, ethernet, ipv4, SERVER_MAC, tcp, udp } from './decode/packet-builder.samples.ts';
import { acknowledge, admit } from './dissect/protocols/hl7.samples.ts';
import { LiveSensor, type LiveSensorOptions } from './live-sensor.ts';
import type { ConversationRecord } from './observe/conversation-record.ts';
import type { Binding, Observation } from './observe/observation.ts';
import type { Loss } from './report.ts';
import { Sensor } from './sensor.ts';
import type { SensorWindow } from './window.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'lab', 'demo', 'hospital.pcap.gz');
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const START = 1_700_000_000 * SECOND;
const [FIN, SYN, ACK] = [0x01, 0x02, 0x10];
const NONE = new Uint8Array();
const [CLIENT, SERVER] = ['10.0.0.1', '10.0.0.2'];

const SILENT = {
  observation: () => undefined,
  binding: () => undefined,
  sighting: () => undefined,
  conversation: () => undefined,
  loss: () => undefined,
};

function watching(options: Partial<LiveSensorOptions> = {}) {
  const windows: SensorWindow[] = [];
  const onWindow = (window: SensorWindow) => void windows.push(window);
  const sensor = new LiveSensor({ source: 7, live: false, clock: () => START, onWindow, ...options });
  return { windows, sensor };
}

/** A sensor that is handed bytes as frames of a network. */
function feeding(options: Partial<LiveSensorOptions> = {}) {
  const { windows, sensor } = watching(options);
  const frame = new Frame();
  frame.linkType = LinkType.ethernet;
  const see = (bytes: Uint8Array, time: number) => {
    frame.bytes = bytes;
    frame.view = new DataView(bytes.buffer, bytes.byteOffset);
    frame.end = bytes.length;
    frame.wireLength = bytes.length;
    frame.time = time;
    frame.number += 1;
    sensor.frame(frame);
  };
  return { windows, sensor, see };
}

const forth = (payload: Uint8Array, seq: number, flags = ACK, port = 40_000) =>
  ethernet(0x0800, ipv4(6, tcp(port, 9999, payload, { seq, ack: 1, flags }), { src: CLIENT, dst: SERVER }));
const back = (payload: Uint8Array, seq: number, flags = ACK, port = 40_000) =>
  ethernet(0x0800, ipv4(6, tcp(9999, port, payload, { seq, ack: 1, flags }), { src: SERVER, dst: CLIENT }), {
    src: SERVER_MAC,
    dst: CLIENT_MAC,
  });
const question = (from: string) =>
  ethernet(0x0800, ipv4(17, udp(5000, 7777, Uint8Array.of(1)), { src: from, dst: SERVER }));

/** All that a report says of counts and facts, apart from how conversations are cut. */
function sums(
  conversations: readonly ConversationRecord[],
  bindings: readonly Binding[],
  observations: readonly Observation[],
) {
  const totals = new Map<string, number>();
  const add = (key: string, count: number) => void totals.set(key, (totals.get(key) ?? 0) + count);
  for (const { client, server, transport, packets, bytes, data, actions, missing } of conversations) {
    const ends = [client, server].map(({ address, port }) => `${address} ${port}`);
    const key = `${ends.toSorted().join(' ')} ${transport}`;
    // Which end is the client may be known better later; each end's own count is the same.
    for (const [at, end] of ends.entries()) {
      add(`${key} from ${end} packets`, packets[at] ?? 0);
      add(`${key} from ${end} bytes`, bytes[at] ?? 0);
    }
    add(`${key} missing`, missing);
    for (const { category, items } of data) add(`${key} ${category}`, items);
    for (const { verb, count } of actions) add(`${key} ${verb}`, count);
  }
  for (const { mac, address, source, packets } of bindings) add(`${mac} ${address} ${source}`, packets);
  for (const { subject, name, value } of observations)
    totals.set(`${subject.mac} ${subject.address} ${name} ${value}`, 1);
  return [...totals].filter(([, count]) => count > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function analyzed(path: string) {
  const conversations: ConversationRecord[] = [];
  const sightings: Binding[] = [];
  const claims: Binding[] = [];
  const observations: Observation[] = [];
  let loss: Loss | undefined;
  const sensor = new Sensor({
    observation: (it) => void observations.push(it),
    binding: (mac, address, source, at) =>
      void claims.push({ mac, address, source, first: at, last: at.time, packets: 1, ttl: 0 }),
    sighting: (it) => void sightings.push(it),
    conversation: (it) => void conversations.push(it),
    loss: (it) => void (loss = it),
  });
  const summary = await readCapture(await openFile(path), sensor);
  sensor.end();
  return {
    sums: sums(conversations, [...sightings, ...claims], observations),
    summary,
    loss,
  };
}

describe('the sum of all windows is what one report says', () => {
  test.each([
    ['of 10 ms', SECOND / 100],
    ['of a second', SECOND],
    ['of 5 s', 5 * SECOND],
    ['of 47 s', 47 * SECOND],
    ['of an hour', HOUR],
  ])('%s', async (_, length) => {
    const whole = await analyzed(DEMO);
    const { windows, sensor } = watching({ length });
    const summary = await readCapture(await openFile(DEMO), sensor);
    sensor.end(summary);
    const conversations = windows.flatMap((window) => window.conversations);
    const all = sums(
      conversations,
      windows.flatMap(({ bindings }) => bindings),
      windows.flatMap(({ observations }) => observations),
    );
    expect(all).toEqual(whole.sums);
    expect(windows.map(({ number }) => number)).toEqual(windows.map((window, at) => at));
    const sum = (of: (window: SensorWindow) => number) => windows.reduce((total, window) => total + of(window), 0);
    expect([sum(({ frames }) => frames), sum(({ bytes }) => bytes)]).toEqual([
      whole.summary.frames,
      whole.summary.bytes,
    ]);
    expect(sum(({ loss }) => loss.gaps)).toBe(whole.loss?.gaps);
    expect(sum(({ loss }) => loss.unreadable)).toBe(whole.loss?.unreadable);
    expect(windows.at(-1)?.summary?.frames).toBe(whole.summary.frames);
    const opened = conversations.filter(({ begins }) => begins).map(({ opened: { frame } }) => frame);
    expect(new Set(opened).size).toBe(opened.length);
    expect(conversations.filter(({ over }) => over).length).toBe(opened.length);
    expect(sensor.held.flows).toBe(0);
  });
});

const handshake = (at: number, see: (bytes: Uint8Array, time: number) => void) => {
  see(forth(NONE, 99, SYN), at);
  see(back(NONE, 499, SYN | ACK), at + 1000);
  see(forth(admit, 100), at + 2000);
  see(back(acknowledge, 500), at + 3000);
};

const partsOf = (windows: readonly SensorWindow[]) => windows.flatMap(({ conversations }) => conversations);

test('of any length', async () => {
  const whole = await analyzed(DEMO);
  const length = fc.integer({ min: 1000, max: 100 * SECOND });
  await fc.assert(
    fc.asyncProperty(length, async (microseconds) => {
      const { windows, sensor } = watching({ length: microseconds });
      sensor.end(await readCapture(await openFile(DEMO), sensor));
      const all = sums(
        windows.flatMap(({ conversations }) => conversations),
        windows.flatMap(({ bindings }) => bindings),
        windows.flatMap(({ observations }) => observations),
      );
      expect(all).toEqual(whole.sums);
    }),
    { numRuns: 6 },
  );
});

test('of damaged packets in any order and of any time, for what can be counted of them', async () => {
  const recorded: Uint8Array[] = [];
  const keep = ({ bytes, start, end }: Frame) => void recorded.push(bytes.slice(start, end));
  await readCapture(await openFile(DEMO), { frame: keep });
  const packet = fc.record({
    which: fc.nat(recorded.length - 1),
    at: fc.nat(200),
    byte: fc.nat(255),
    seconds: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -5, max: 90 }) }, fc.integer({ min: -1e6, max: 1e6 })),
  });
  fc.assert(
    fc.property(fc.array(packet, { minLength: 1, maxLength: 400 }), fc.boolean(), (packets, hurry) => {
      const { windows, sensor, see } = feeding(hurry ? { length: 1 } : {});
      const whole: ConversationRecord[] = [];
      const plain = new Sensor({ ...SILENT, conversation: (it) => void whole.push(it) });
      const frame = new Frame();
      frame.linkType = LinkType.ethernet;
      let time = START;
      for (const { which, at, byte, seconds } of packets) {
        const bytes = Uint8Array.from(recorded[which] ?? []);
        if (at < bytes.length) bytes[at] = byte;
        time += seconds * SECOND;
        see(bytes, time);
        const view = new DataView(bytes.buffer);
        plain.frame(Object.assign(frame, { bytes, view, end: bytes.length, wireLength: bytes.length, time }));
      }
      sensor.end(null);
      plain.end();
      expect(windows.reduce((sum, { frames }) => sum + frames, 0)).toBe(packets.length);
      expect(countsOf(windows.flatMap(({ conversations }) => conversations))).toEqual(countsOf(whole));
      expect(sensor.held.flows).toBe(0);
    }),
    { numRuns: 60 },
  );
});

/** Packets and bytes between each two ends. */
function countsOf(conversations: readonly ConversationRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { client, server, packets, bytes, transport } of conversations) {
    const ends = [client, server].map(({ address, port }) => `${address} ${port}`).toSorted();
    const key = `${ends.join(' ')} ${transport}`;
    const count = packets[0] + packets[1] + (bytes[0] + bytes[1]) / 1e9;
    counts.set(key, Number(((counts.get(key) ?? 0) + count).toFixed(9)));
  }
  return counts;
}

test('patients leave as registers under a key that is named, never as hashes', () => {
  const { windows, sensor, see } = feeding();
  handshake(START, see);
  sensor.end(null);
  const items = partsOf(windows).flatMap(({ data }) => data);
  const identity = items.find(({ category }) => category === 'patient-identity');
  expect(identity).toMatchObject({ patients: 1, items: 1 });
  // One register: its number and its rank.
  expect(Buffer.from(identity?.sketch ?? '', 'base64').length).toBe(3);
  expect(new Set(items.filter(({ sketch }) => sketch !== undefined).map(({ key }) => key)).size).toBe(1);
});

const capturedSketch = () => {
  const { windows, sensor, see } = feeding();
  handshake(START, see);
  sensor.end(null);
  return JSON.stringify(partsOf(windows).flatMap(({ data }) => data.map(({ sketch, key }) => [sketch, key])));
};

test('the patients of two captures cannot be joined', () => {
  expect(capturedSketch()).not.toBe(capturedSketch());
});

test('a conversation is over once it was silent for longer than its kind may be, and another begins', () => {
  const { windows, sensor, see } = feeding();
  see(question(CLIENT), START);
  see(question(CLIENT), START + 59 * SECOND);
  see(question(CLIENT), START + 125 * SECOND);
  sensor.end(null);
  expect(partsOf(windows).map(({ begins, over, packets }) => [begins, over, packets[0] + packets[1]])).toEqual([
    [true, false, 1],
    [false, false, 1],
    [false, true, 0],
    [true, true, 1],
  ]);
});

test('a conversation that both sides have ended is over after a moment, one that neither has ended lasts', () => {
  const { windows, sensor, see } = feeding();
  handshake(START, see);
  see(forth(admit, 100 + admit.length), START + 30 * 60 * SECOND);
  see(forth(NONE, 100 + 2 * admit.length, FIN | ACK), START + 31 * 60 * SECOND);
  see(back(NONE, 500 + acknowledge.length, FIN | ACK), START + 31 * 60 * SECOND + 1);
  for (let second = 0; second < 80; second++) see(question('10.0.0.9'), START + (32 * 60 + second) * SECOND);
  const tcpParts = partsOf(windows).filter(({ transport }) => transport === 'tcp');
  expect(tcpParts.map(({ begins, over, protocol }) => [begins, over, protocol])).toEqual([
    [true, false, 'hl7'],
    [false, false, 'hl7'],
    [false, false, 'hl7'],
    [false, true, 'hl7'],
  ]);
  expect(tcpParts.flatMap(({ actions }) => actions)).toEqual(
    ['ADT^A01', 'ACK^A01', 'AA', 'ADT^A01'].map((verb) => ({ verb, count: 1 })),
  );
  expect(sensor.held.flows).toBe(1);
});

test('a fact is told again after an hour, and not before', () => {
  const { windows, see } = feeding();
  const told = () =>
    windows.flatMap(({ observations }) => observations.filter(({ name }) => name === 'hl7-application')).length;
  const sayAt = (minutes: number, turn: number) => {
    see(forth(admit, 100 + turn * admit.length), START + minutes * 60 * SECOND);
    see(question(CLIENT), START + (minutes * 60 + 6) * SECOND);
  };
  handshake(START, see);
  see(question(CLIENT), START + 6 * SECOND);
  const first = told();
  expect(first).toBeGreaterThan(0);
  for (let turn = 1; turn < 6; turn++) sayAt(turn * 10, turn);
  expect(told()).toBe(first);
  for (let turn = 6; turn < 12; turn++) sayAt(turn * 10, turn);
  // The receiver's name of the acknowledgement is not said again.
  expect(told()).toBeGreaterThan(first);
  expect(told()).toBeLessThanOrEqual(2 * first);
});

const at = (n: number) => START + n * 10_000;

test.each([
  ['forth', 86_400],
  ['back', -86_400],
])('packets dated a day %s neither stop the windows nor flood them', (_, seconds) => {
  const { windows, see } = feeding();
  for (let n = 0; n < 3000; n++) see(question(CLIENT), at(n));
  for (let n = 3000; n < 6000; n++) see(question(CLIENT), at(n) + (n % 2 === 0 ? seconds * SECOND : 0));
  const before = windows.length;
  expect(before).toBeGreaterThan(9);
  expect(before).toBeLessThan(14);
  // The clock was set for good: after a while the windows go on by it.
  for (let n = 6000; n < 10_000; n++) see(question(CLIENT), at(n) + seconds * SECOND);
  expect(windows.length - before).toBeGreaterThan(5);
  expect(windows.length - before).toBeLessThan(14);
  expect(windows.reduce((sum, { frames }) => sum + frames, 0)).toBeGreaterThan(9000);
});

test('what floods a window ends it before its time', () => {
  const { windows, sensor, see } = feeding();
  for (let n = 0; n < 25_000; n++) see(question(`10.1.${n >> 8}.${n & 255}`), START + n);
  sensor.end(null);
  for (const { conversations, bindings } of windows) {
    expect(conversations.length).toBeLessThanOrEqual(10_000);
    expect(bindings.length).toBeLessThanOrEqual(10_000);
  }
  expect(partsOf(windows).filter(({ begins }) => begins).length).toBe(25_000);
});

test('a silent network is told of as well, once a minute', () => {
  let now = START;
  const { windows, sensor } = watching({ live: true, clock: () => now });
  for (let second = 0; second < 180; second++) {
    now += SECOND;
    sensor.listen(1);
    sensor.tick();
  }
  expect(windows.map(({ frames, seconds }) => [frames, seconds])).toEqual([
    [0, 60],
    [0, 60],
    [0, 60],
  ]);
});

test('a network of few packets is told of after five seconds by this machine, and what the kernel lost with it', () => {
  let now = START;
  const { windows, sensor, see } = feeding({ live: true, clock: () => now });
  see(question(CLIENT), START);
  sensor.lose(3);
  for (let second = 0; second < 6; second++) {
    now += SECOND;
    sensor.tick();
  }
  expect(windows.map(({ frames, dropped }) => [frames, dropped])).toEqual([[1, 3]]);
});

const mac = (n: number) =>
  `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`;

test('memory is that of the last hour, however many came and went', () => {
  const { windows, sensor, see } = feeding();
  const KINDS = ['flows', 'hosts', 'macs', 'sightings'] as const;
  const most = { flows: 0, hosts: 0, macs: 0, sightings: 0 };
  // A new sender every six seconds for 24 hours; 14,400 in all.
  for (let n = 0; n < 14_400; n++) {
    const src = `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    see(
      ethernet(0x0800, ipv4(17, udp(5000, 7777, Uint8Array.of(1)), { src, dst: SERVER }), {
        src: mac(n & 0xffff),
        dst: SERVER_MAC,
      }),
      START + n * 6 * SECOND,
    );
    for (const key of KINDS) most[key] = Math.max(most[key], sensor.held[key]);
    windows.length = 0;
  }
  // Ten a minute, for as long as each may be silent and one round of sweeping; here a step is six seconds.
  expect(most.flows).toBeLessThan(10 * (1 + 7));
  expect(most.sightings).toBeLessThan(10 * (60 + 7));
  expect(most.hosts).toBeLessThan(10 * (60 + 14));
  expect(most.macs).toBeLessThan(10 * (60 + 14));
});
