import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import { hl7, type Hl7Event } from '../../dissect/protocols/hl7.ts';
import { acknowledge, admit, block, result } from '../../dissect/protocols/hl7.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeHl7 } from './hl7.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: Hl7Event[] = [];
  new Conversation(hl7, (event) => event.kind !== 'lost' && events.push(event)).data('originator', bytes);
  return facts(observeHl7, ...events);
}

test('an admission tells both systems and that a patient is named', () => {
  expect(observed(admit)).toEqual([
    'protocol hl7',
    'does ADT^A01',
    'sender hl7-application EPIC',
    'sender hl7-facility WARD 3',
    'sender hl7-version 2.5.1',
    'receiver hl7-application LAB',
    'receiver hl7-facility MAIN',
    'sender hl7-source EPIC',
    'sender is hl7-sender',
    'receiver is hl7-receiver',
    'data patient-identity PID-3 PID-5',
  ]);
});

test('who acknowledges is the receiver of messages', () => {
  const said = observed(acknowledge);
  expect(said).toContain('sender is hl7-receiver');
  expect(said.at(-1)).toBe('does AA');
});

test('a result tells the device that measured', () => {
  const said = observed(result);
  expect(said).toContain('sender hl7-equipment PUMP&1^^0003B1FFFEB5B648^EUI-64');
  expect(said).toContain('sender udi (01)00884838000018(10)A7(21)S-77');
  expect(said).toContain('sender udi-serial S-77');
  expect(said).toContain('data observation OBR-4 OBX-5');
});

test.each([
  ['ORU^R01', 'OBX|1|NM|||5', ['data observation OBX-5']],
  ['RDE^O11', 'RXE|1|DRUG', ['data medication RXE-2']],
  ['ORM^O01', 'OBR|1|||CREA', ['data order OBR-4']],
  ['SIU^S12', 'AIS|1||XRAY', ['data schedule AIS-3']],
  ['MDM^T02', 'OBX|1|TX|||text', ['data document OBX-5']],
  ['ADT^A01', 'PV1|1|I|WARD\rAL1|1||NUTS', ['data administrative PV1-3', 'data observation AL1-3']],
])('%s with %s carries its kind of data', (type, segments, data) => {
  const said = observed(block(`MSH|^~\\&|A|B|C|D|||${type}|1|P|2.5\r${segments}\r`));
  expect(said.filter((line) => line.startsWith('data'))).toEqual(data);
});

test('a profile for patient care devices tells its actors, and the codes which kind of device measured', () => {
  const alarm = block(
    'MSH|^~\\&|MON^0003B1FFFEB5B648^EUI-64||AM||||ORU^R40^ORU_R40|1|P|2.6|||||||||IHE_PCD_ACM_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.4.1^ISO\r' +
      'OBR|1|||196616^MDC_EVT_ALARM^MDC\rOBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X\r' +
      'OBX|2||69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC|1.1.0.0|||||||X\r',
  );
  const said = observed(alarm);
  expect(said).toContain('sender is alarm-reporter');
  expect(said).toContain('receiver is alarm-manager');
  expect(said.filter((line) => line.includes('device-type'))).toEqual([
    'sender hl7-device-type MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS',
  ]);
});
