import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readCapture } from './capture/capture.ts';
import { pcap, type SampleFrame } from './capture/capture-writer.samples.ts';
import { fromStream } from './capture/source.ts';
import { CLIENT_MAC, ethernet, ipv4, ipv6, SERVER_MAC, tcp, udp } from './decode/packet-builder.samples.ts';
import { acknowledge, admit } from './dissect/protocols/hl7.samples.ts';
import { advertisement } from './dissect/protocols/ndp.samples.ts';
import type { ConversationRecord } from './observe/conversation-record.ts';
import type { Binding, Observation } from './observe/observation.ts';
import { MAX_HOSTS } from '../lib/limits.ts';
import { Frame, LinkType } from './capture/frame.ts';
import { Sensor } from './sensor.ts';
import type { Loss } from './report.ts';

const CLIENT = '10.0.0.1';
const SERVER = '10.0.0.2';
const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];
const NONE = new Uint8Array();

const forth = (payload: Uint8Array, seq: number, flags = ACK) =>
  ethernet(0x0800, ipv4(6, tcp(40_000, 9999, payload, { seq, ack: 1, flags }), { src: CLIENT, dst: SERVER }));
const back = (payload: Uint8Array, seq: number, flags = ACK) =>
  ethernet(0x0800, ipv4(6, tcp(9999, 40_000, payload, { seq, ack: 1, flags }), { src: SERVER, dst: CLIENT }), {
    src: SERVER_MAC,
    dst: CLIENT_MAC,
  });

async function watch(frames: readonly (Uint8Array | SampleFrame)[]) {
  const observations: Observation[] = [];
  const conversations: ConversationRecord[] = [];
  const sightings: Binding[] = [];
  const bindings: string[] = [];
  let loss: Loss | undefined;
  const sensor = new Sensor({
    observation: (observation) => void observations.push(observation),
    binding: (mac, address, source) => void bindings.push(`${mac} ${address} ${source}`),
    sighting: (binding) => void sightings.push(binding),
    conversation: (record) => void conversations.push(record),
    loss: (told) => void (loss = told),
  });
  const file = pcap(frames.map((frame, at) => (frame instanceof Uint8Array ? { bytes: frame, time: at + 1 } : frame)));
  await readCapture(fromStream(Readable.from([file])), sensor);
  sensor.end();
  return { observations, conversations, sightings, bindings, loss };
}

const session = [
  forth(NONE, 99, SYN),
  back(NONE, 499, SYN | ACK),
  forth(admit.subarray(0, 40), 100),
  forth(admit.subarray(40), 140),
  back(acknowledge, 500),
] as const;

test('a fact that needed several frames names the one that completed it', async () => {
  const { observations, conversations } = await watch(session);
  const application = observations.find(({ name }) => name === 'hl7-application');
  expect(application).toMatchObject({ subject: { address: CLIENT }, value: 'EPIC', at: { frame: 4 } });
  expect(conversations).toMatchObject([
    {
      protocol: 'hl7',
      client: { address: CLIENT, port: 40_000, mac: CLIENT_MAC },
      server: { address: SERVER, port: 9999, mac: SERVER_MAC },
      packets: [3, 2],
      opened: { frame: 1 },
      answered: true,
      missing: 0,
    },
  ]);
});

test('the order in which segments were captured does not matter', async () => {
  const [syn, synAck, first, second, answer] = session;
  const { conversations: ordered } = await watch(session);
  const { conversations } = await watch([syn, synAck, second, first, first, answer]);
  expect(conversations[0]?.actions).toEqual(ordered[0]?.actions);
  expect(conversations[0]?.data.map(({ fields, items }) => [fields, items])).toEqual(
    ordered[0]?.data.map(({ fields, items }) => [fields, items]),
  );
});

test('when the opening was not seen, ports tell who serves, and content corrects them', async () => {
  const frame = ethernet(0x0800, ipv4(6, tcp(443, 50_000, NONE), { src: SERVER, dst: CLIENT }));
  const { conversations } = await watch([frame]);
  expect(conversations[0]?.client).toMatchObject({ address: CLIENT, port: 50_000 });
});

test('the same ports opened anew are another conversation, a repeated SYN is not', async () => {
  const again = [forth(NONE, 99, SYN), forth(NONE, 170, FIN | ACK), forth(NONE, 7_000, SYN), forth(admit, 7001)];
  const { conversations } = await watch([...session, ...again]);
  expect(conversations.map(({ packets, opened, protocol }) => [packets, opened.frame, protocol])).toEqual([
    [[5, 2], 1, 'hl7'],
    [[2, 0], 8, 'hl7'],
  ]);
});

test('what the snapshot length cut off is missing, and the stream is read on behind it', async () => {
  const whole = forth(Buffer.concat([admit, admit]), 100);
  const cut = { bytes: whole.subarray(0, whole.length - admit.length - 20), wireLength: whole.length, time: 1 };
  const { conversations, loss } = await watch([forth(NONE, 99, SYN), cut, forth(admit, 100 + 2 * admit.length)]);
  expect(conversations[0]?.missing).toBe(admit.length + 20);
  expect(conversations[0]?.actions).toEqual([{ verb: 'ADT^A01', count: 1 }]);
  expect(loss).toMatchObject({ gaps: 1, unreadable: 0 });
});

test('nobody answered a refused or unheard opening', async () => {
  const scan = await watch([forth(NONE, 99, SYN)]);
  expect(scan.conversations[0]).toMatchObject({ answered: false, packets: [1, 0] });
  const refused = await watch([forth(NONE, 99, SYN), back(NONE, 0, RST | ACK)]);
  expect(refused.conversations[0]).toMatchObject({ answered: true });
});

test('one direction alone tells by its acknowledgements that somebody is there', async () => {
  const { conversations } = await watch([forth(NONE, 99, SYN), forth(admit, 100)]);
  expect(conversations[0]).toMatchObject({ answered: true, packets: [2, 0] });
});

test('who sent frames is reported with how often, and from which addresses', async () => {
  const datagram = ethernet(0x0800, ipv4(17, udp(5000, 6000, Uint8Array.of(1)), { src: '10.0.0.9', ttl: 63 }));
  const { sightings } = await watch([...session, datagram]);
  expect(sightings.map(({ mac, address, packets, ttl }) => [mac, address, packets, ttl])).toEqual([
    [CLIENT_MAC, CLIENT, 3, 64],
    [SERVER_MAC, SERVER, 2, 64],
    [CLIENT_MAC, '10.0.0.9', 1, 63],
  ]);
});

test('a frame that cannot be read is counted', async () => {
  const { loss } = await watch([session[0].subarray(0, 20)]);
  expect(loss?.unreadable).toBe(1);
});

test('two looks at the same capture are the same', async () => {
  expect(JSON.stringify(await watch(session))).toBe(JSON.stringify(await watch(session)));
});

/** How many admissions the first conversation tells of. */
async function admitted(frames: readonly Uint8Array[]): Promise<number | undefined> {
  const { conversations } = await watch(frames);
  return conversations[0]?.actions.find(({ verb }) => verb === 'ADT^A01')?.count;
}

test('a reset ends a conversation, unless its number is made up', async () => {
  const reset = forth(NONE, 100 + admit.length, RST);
  const madeUp = forth(NONE, 12_345, RST);
  const more = forth(admit, 100 + admit.length);
  expect(await admitted([...session, reset, more])).toBe(1);
  expect(await admitted([...session, madeUp, more])).toBe(2);
});

test('a flood of made-up senders is counted, and fills no more than the tables', () => {
  const bytes = ethernet(0x0800, ipv4(17, udp(5000, 6000, Uint8Array.of(1))));
  const frame = new Frame();
  frame.bytes = bytes;
  frame.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  frame.end = bytes.length;
  frame.wireLength = bytes.length;
  frame.linkType = LinkType.ethernet;
  const [sightings, losses]: [Binding[], Loss[]] = [[], []];
  const sensor = new Sensor({
    observation: () => undefined,
    binding: () => undefined,
    sighting: (binding) => void sightings.push(binding),
    conversation: () => undefined,
    loss: (told) => void losses.push(told),
  });
  const flood = MAX_HOSTS + 1000;
  for (let n = 1; n <= flood; n++) {
    frame.view.setUint32(14 + 12, n);
    frame.number = n;
    sensor.frame(frame);
  }
  sensor.end();
  // One of the hosts is the receiver.
  expect(sightings.length).toBe(MAX_HOSTS - 1);
  expect(losses[0]?.untracked).toBe(flood - (MAX_HOSTS - 1));
});

test('what a tunnel carries is told beside the tunnel, and only so deep', async () => {
  const greeting = ipv4(6, tcp(40_000, 9999, admit, { seq: 100, ack: 1 }), { src: '10.9.0.1', dst: '10.9.0.2' });
  const wrap = (packet: Uint8Array, times: number): Uint8Array =>
    times === 0 ? packet : ipv4(4, wrap(packet, times - 1), { src: CLIENT, dst: SERVER });
  const once = await watch([ethernet(0x0800, wrap(greeting, 1))]);
  expect(once.conversations.map(({ protocol, client }) => [protocol, client.address])).toEqual([
    ['ipip', CLIENT],
    ['hl7', '10.9.0.1'],
  ]);
  expect(once.sightings).toMatchObject([{ address: CLIENT }]);
  expect((await watch([ethernet(0x0800, wrap(greeting, 9))])).conversations.map(({ protocol }) => protocol)).toEqual([
    'ipip',
  ]);
});

const told = (hopLimit: number) => watch([ethernet(0x86dd, ipv6(58, advertisement, { hopLimit }))]);

test('a neighbour is believed as long as no router passed its word on', async () => {
  expect((await told(255)).bindings).toEqual(['00:03:b1:b5:b6:48 fe80::203:b1ff:feb5:b648 ndp']);
  expect((await told(254)).bindings).toEqual([]);
});
