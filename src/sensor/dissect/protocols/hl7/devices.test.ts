import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { Hl7Device } from './devices.ts';
import { readBlock } from './message.ts';

const MSH = 'MSH|^~\\&|PUMPGW|ICU|EMR|MAIN|20260101120002||ORU^R01^ORU_R01|M3|P|2.6|||||||||IHE_PCD_001';
const PID = 'PID|1||4711^^^MRN||DOE^JANE';

function devicesOf(...segments: readonly string[]): readonly Hl7Device[] {
  const [read] = [...readBlock(Buffer.from([MSH, ...segments, ''].join('\r'), 'latin1'))];
  return read?.message.devices ?? [];
}

const flow = (system: number, instance = '') =>
  `OBX|1|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|${system}.1.1.1|50|ml/h|||||R|||||||${instance}`;
const udi = (serial: string) => `PRT|1|UC||EQUIP||||||(01)00884838000018(21)${serial}||||||||||${serial}`;
const make = (system: number, code: string, value: string, as = 'ST') =>
  `OBX|1|${as}|531969^${code}^MDC|${system}.0.0.0|${value}`;

test('two pumps in one message keep what is said of each', () => {
  expect(
    devicesOf(
      PID,
      'OBR|1|||999^ORDER',
      'OBX|1||69985^MDC_DEV_PUMP_INFUS_MDS^MDC|1.0.0.0|||||||X|||||||P1^^0003B1FFFE000001^EUI-64',
      make(1, 'MDC_ID_MODEL_MANUFACTURER', 'Hospira'),
      make(1, 'MDC_ID_MODEL_NUMBER', 'Plum 360'),
      make(1, 'MDC_ID_PROD_SPEC_SERIAL', 'SN-1'),
      flow(1),
      'OBX|1||69986^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|2.0.0.0',
      make(2, 'MDC_ID_MODEL_MANUFACTURER', '1^Mindray', 'CWE'),
      make(2, 'MDC_ID_PROD_SPEC_SERIAL', 'SN-2'),
      make(2, 'MDC_ID_PROD_SPEC_FW', '4.1'),
      flow(1),
    ),
  ).toEqual([
    {
      instance: 'P1^^0003B1FFFE000001^EUI-64',
      type: 'MDC_DEV_PUMP_INFUS_MDS',
      manufacturer: 'Hospira',
      model: 'Plum 360',
      serial: 'SN-1',
    },
    {
      instance: undefined,
      type: 'MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS',
      manufacturer: 'Mindray',
      serial: 'SN-2',
      software: '4.1',
    },
  ]);
});

test('instances tell devices apart where containment does not, and come again as they were', () => {
  const instances = devicesOf('OBR|1|||GLU', flow(1, 'A'), flow(1, 'B'), flow(1, 'A'), 'OBR|2|||K', flow(1, 'C'));
  expect(instances.map(({ instance }) => instance)).toEqual(['A', 'B', 'C']);
});

test('an identifier belongs to the device before it, and the next to another', () => {
  const devices = devicesOf('OBR|1|||x', flow(1, 'A'), udi('S1'), udi('S2'), udi('S1'));
  expect(devices.map(({ instance, udi: known }) => [instance, known?.serial])).toEqual([
    ['A', 'S1'],
    [undefined, 'S2'],
  ]);
});

test('what names the patient is no device', () => {
  const devices = devicesOf(PID, 'OBR|1|||x', flow(1, 'DOE^JANE'), flow(2, '4711'), flow(3, 'PUMP'));
  expect(devices.map(({ instance }) => instance)).toEqual(['PUMP']);
  expect(inspect(devices)).not.toMatch(/DOE|4711/);
});

test('of one message no more devices are held than the bound', () => {
  expect(devicesOf('OBR|1|||x', ...Array.from({ length: 300 }, (_, n) => flow(n, `D${n}`)))).toHaveLength(64);
});
