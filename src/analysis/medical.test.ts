/** Medical protocols from frames to devices: what each says of a device arrives, and of a patient nothing. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { pcap } from '../sensor/capture/capture-writer.samples.ts';
import { fromStream } from '../sensor/capture/source.ts';
import { CLIENT_MAC, ethernet, ipv4, SERVER_MAC, tcp, udp } from '../sensor/decode/packet-builder.samples.ts';
import type { Side } from '../sensor/dissect/dissector.ts';
import * as astm from '../sensor/dissect/protocols/astm.samples.ts';
import * as dri from '../sensor/dissect/protocols/dri.samples.ts';
import * as hl7 from '../sensor/dissect/protocols/hl7.samples.ts';
import * as intellivue from '../sensor/dissect/protocols/intellivue.samples.ts';
import * as masimo from '../sensor/dissect/protocols/masimo.samples.ts';
import * as medibus from '../sensor/dissect/protocols/medibus.samples.ts';
import * as poct1a from '../sensor/dissect/protocols/poct1a.samples.ts';
import * as syslog from '../sensor/dissect/protocols/syslog.samples.ts';
import type { AnalysisDocument } from './document.ts';
import { analyze } from './analyze.ts';

type Dialogue = readonly (readonly [Side, Uint8Array])[];

const CLIENT = '10.0.0.1';
const SERVER = '10.0.0.2';
const PORT = 45_678;
const [SYN, ACK] = [0x02, 0x10];

/** A conversation between two hosts on a port that belongs to nobody, in small segments. */
async function analysed(transport: 'tcp' | 'udp', dialogue: Dialogue): Promise<AnalysisDocument> {
  const next = { originator: 100, responder: 500 };
  const frame = (side: Side, payload: Uint8Array, flags = ACK): Uint8Array => {
    const forth = side === 'originator';
    const [from, to] = forth ? [40_000, PORT] : [PORT, 40_000];
    const seq = next[side];
    const segment = transport === 'udp' ? udp(from, to, payload) : tcp(from, to, payload, { seq, ack: 1, flags });
    next[side] += payload.length + (flags === ACK ? 0 : 1);
    const [src, dst] = forth ? [CLIENT, SERVER] : [SERVER, CLIENT];
    const macs = forth ? { src: CLIENT_MAC, dst: SERVER_MAC } : { src: SERVER_MAC, dst: CLIENT_MAC };
    return ethernet(0x0800, ipv4(transport === 'udp' ? 17 : 6, segment, { src, dst }), macs);
  };
  const frames: Uint8Array[] = [];
  if (transport === 'tcp')
    frames.push(frame('originator', new Uint8Array(), SYN), frame('responder', new Uint8Array(), SYN | ACK));
  for (const [side, bytes] of dialogue) {
    const size = transport === 'udp' ? bytes.length : 500;
    for (let at = 0; at < bytes.length; at += size) frames.push(frame(side, bytes.subarray(at, at + size)));
  }
  const file = pcap(frames.map((bytes, at) => ({ bytes, time: 1_700_000_000_000_000 + at * 1000 })));
  return analyze([async () => fromStream(Readable.from([file]))]);
}

const CANARIES =
  /4711|0815|Doe|Jane|Jekyll|jdoe|nurse7|s3cret|19700101|1970-01-01|BC-99381|ACC99381|1\.2\.840\.1|12\.507|HR HIGH/;

test.each([
  ['astm', 'tcp', astm.dialogue, CLIENT, { type: 'analyzer', software: '05.02.11' }, 'observation', 'lis'],
  [
    'poct1a',
    'tcp',
    poct1a.dialogue,
    CLIENT,
    {
      manufacturer: 'Nova & Biomedical',
      model: 'StatStrip',
      serial: '0600100736',
      software: '3.10.8.0',
      class: 'medical',
    },
    'patient-identity',
    undefined,
  ],
  [
    'intellivue',
    'udp',
    intellivue.dialogue.slice(0, -1),
    SERVER,
    { manufacturer: 'Philips', model: 'MX800', serial: 'DE81645372', software: 'L.01.21', type: 'patient-monitor' },
    'patient-identity',
    'device-gateway',
  ],
  [
    'medibus',
    'tcp',
    medibus.dialogue,
    SERVER,
    { manufacturer: 'Dräger', type: 'ventilator' },
    'observation',
    'device-gateway',
  ],
  ['dri', 'tcp', dri.dialogue, SERVER, { type: 'patient-monitor' }, 'observation', 'device-gateway'],
  [
    'masimo',
    'tcp',
    masimo.dialogue,
    SERVER,
    { manufacturer: 'Masimo', serial: '0000053400', type: 'pulse-oximeter' },
    'observation',
    undefined,
  ],
  ['syslog', 'udp', syslog.dialogue, CLIENT, { class: 'unknown' }, 'patient-identity', undefined],
] as const)('%s is read on any port, names its device, and lets nothing of a patient out', async (...given) => {
  const [protocol, transport, dialogue, address, known, category, other] = given;
  const document = await analysed(transport, dialogue);
  expect(document.conversations).toMatchObject([{ protocol }]);
  expect(document.conversations[0]?.data.map((data) => data.category)).toContain(category);
  const device = document.devices.find(({ addresses }) => addresses.includes(address));
  expect(device).toMatchObject(known);
  if (other !== undefined) {
    const end = document.devices.find(({ addresses }) => !addresses.includes(address) && addresses.length > 0);
    expect(end?.type).toBe(other);
  }
  // Nobody is invented, whoever messages speak of.
  expect([CLIENT, SERVER]).toEqual(expect.arrayContaining(document.devices.flatMap(({ addresses }) => addresses)));
  expect(JSON.stringify(document)).not.toMatch(CANARIES);
});

const report = (serial: string) =>
  hl7.block(
    [
      'MSH|^~\\&|PUMPGW|ICU|EMR|MAIN|20260101120002||ORU^R01^ORU_R01|M3|P|2.6|||||||||IHE_PCD_001',
      'PID|1||4711^^^MRN||DOE^JANE||19700101',
      'OBR|1|||X',
      `OBX|1||69985^MDC_DEV_PUMP_INFUS_MDS^MDC|1.0.0.0|||||||X|||||||${serial}^^0003B1FFFE00000${serial.at(-1)}^EUI-64`,
      'OBX|2|ST|531969^MDC_ID_MODEL_NUMBER^MDC|1.0.0.1|Plum 360',
      `OBX|3|ST|531972^MDC_ID_PROD_SPEC_SERIAL^MDC|1.0.0.2|${serial}`,
      '',
    ].join('\r'),
  );

test('pumps that a gateway reports for are behind it, and nothing of their patients is', async () => {
  const said = ['PUMP-1', 'PUMP-2', 'PUMP-1'].map((serial) => ['originator', report(serial)] as const);
  const document = await analysed('tcp', said);
  expect(document.devices).toHaveLength(2);
  const gateway = document.devices.find(({ addresses }) => addresses.includes(CLIENT));
  expect(gateway).toMatchObject({ serial: null });
  expect(gateway?.children).toMatchObject([
    { serial: 'PUMP-1', model: 'Plum 360', manufacturer: 'ICU Medical', mac: '00:03:b1:00:00:01' },
    { serial: 'PUMP-2', model: 'Plum 360', manufacturer: 'ICU Medical', mac: '00:03:b1:00:00:02' },
  ]);
  expect(JSON.stringify(document)).not.toMatch(CANARIES);
});
