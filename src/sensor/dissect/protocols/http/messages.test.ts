import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { facts } from '../../../observe/notes.samples.ts';
import { observeFhir } from '../../../observe/protocols/fhir.ts';
import { Conversation, type Lost } from '../../conversation.ts';
import type { Side } from '../../dissector.ts';
import { acknowledge, admit } from '../hl7.samples.ts';
import { type AnyHttpEvent, http } from '../http.ts';
import { message } from '../http.samples.ts';

/** What is said in bodies. */
function read(...turns: readonly (readonly [Side, Uint8Array])[]): (AnyHttpEvent | Lost)[] {
  const events: (AnyHttpEvent | Lost)[] = [];
  const talk = new Conversation(http, (event) => {
    if (event.protocol !== 'http') events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

const bring = (first: string, type: string, bytes: Uint8Array, ...more: readonly string[]): Buffer =>
  Buffer.concat([message([first, `Content-Type: ${type}`, `Content-Length: ${bytes.length}`, ...more]), bytes]);
const post = (type: string, bytes: Uint8Array, ...more: readonly string[]) =>
  ['originator', bring('POST /in HTTP/1.1', type, bytes, ...more)] as const;
const answer = (type: string, bytes: Uint8Array, ...more: readonly string[]) =>
  ['responder', bring('HTTP/1.1 200 OK', type, bytes, ...more)] as const;

const HL7 = 'application/hl7-v2; charset=utf-8';

test('HL7 in a request is read like HL7 on its own, and its answer says what became of it', () => {
  const events = read(post(HL7, admit.subarray(1, -2)), answer(HL7, acknowledge.subarray(1, -2)));
  expect(events).toMatchObject([
    { protocol: 'hl7', kind: 'message', type: 'ADT^A01', sendingApplication: 'EPIC', identity: ['PID-3', 'PID-5'] },
    { protocol: 'hl7', kind: 'message', type: 'ACK^A01' },
    { protocol: 'hl7', kind: 'acknowledgement', code: 'AA', of: 'ADT^A01' },
  ]);
  expect(inspect(events, { depth: 9 })).not.toMatch(/DOE|4711/);
});

test('HL7 that is framed or packed is read, and what is none is said to be', () => {
  expect(read(post(HL7, admit))).toMatchObject([{ type: 'ADT^A01' }]);
  expect(read(post(HL7, gzipSync(admit), 'Content-Encoding: gzip'))).toMatchObject([{ type: 'ADT^A01' }]);
  expect(read(post(HL7, Buffer.from('PID|1')))).toMatchObject([{ protocol: 'hl7', kind: 'malformed' }]);
});

const SOAP = 'application/soap+xml; charset=utf-8';
const envelope = (body: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0"?><s12:Envelope xmlns:s12="http://www.w3.org/2003/05/soap-envelope"><s12:Header/><s12:Body>${body}</s12:Body></s12:Envelope>`,
  );
const description =
  '<pm:MdDescription><pm:Mds Handle="mds0"><pm:MetaData><pm:Udi><pm:DeviceIdentifier>00884838000018</pm:DeviceIdentifier>' +
  '<pm:HumanReadableForm>(01)00884838000018(21)S-77</pm:HumanReadableForm></pm:Udi>' +
  '<pm:Manufacturer Lang="en-US">Dr&amp;ger</pm:Manufacturer><pm:ModelName>Evita V800</pm:ModelName>' +
  '<pm:SerialNumber>ASXX-0011</pm:SerialNumber></pm:MetaData>' +
  '<pm:ProductionSpecification><pm:SpecType Code="531975"/><pm:ProductionSpec>SW 2.50</pm:ProductionSpec></pm:ProductionSpecification>' +
  '<pm:Vmd><pm:Manufacturer>nobody</pm:Manufacturer></pm:Vmd></pm:Mds></pm:MdDescription>';
const state =
  '<pm:MdState><pm:State xsi:type="pm:PatientContextState" DescriptorHandle="p"><pm:Identification Root="hosp" Extension="MRN4711"/>' +
  '<pm:CoreData><pm:Givenname>Jane</pm:Givenname><pm:Familyname>Doe</pm:Familyname></pm:CoreData></pm:State>' +
  '<pm:State xsi:type="pm:LocationContextState"><pm:LocationDetail Facility="MGH" PoC="ICU" Bed="7"/></pm:State>' +
  '<pm:State xsi:type="pm:NumericMetricState"><pm:MetricValue Value="98"/></pm:State></pm:MdState>';

test('a medical device’s description names it, and its state the fields of its patient', () => {
  const mdib = `<msg:GetMdibResponse><msg:Mdib>${description}${state}</msg:Mdib></msg:GetMdibResponse>`;
  const events = read(answer(SOAP, envelope(mdib)));
  expect(events).toMatchObject([
    {
      protocol: 'sdc',
      medical: true,
      provided: true,
      device: {
        manufacturer: 'Dr&ger',
        model: 'Evita V800',
        serial: 'ASXX-0011',
        software: 'SW 2.50',
        udi: '(01)00884838000018(21)S-77',
        location: 'MGH/ICU/7',
      },
      identity: [
        'PatientContextState.Identification',
        'PatientContextState.Givenname',
        'PatientContextState.Familyname',
      ],
      content: ['MetricValue'],
      patient: {},
    },
  ]);
  expect(inspect(events, { depth: 9 })).not.toMatch(/4711|Jane|Doe|98/);
});

test('who sets a patient is not the device, and any device tells its model in its profile', () => {
  const proposed = state.replaceAll('pm:State', 'msg:ProposedContextState');
  expect(read(post(SOAP, envelope(`<msg:SetContextState>${proposed}</msg:SetContextState>`)))).toMatchObject([
    { medical: true, provided: false, identity: [expect.any(String), expect.any(String), expect.any(String)] },
  ]);
  const profile =
    '<wsx:Metadata><dpws:ThisModel><dpws:Manufacturer>HP</dpws:Manufacturer><dpws:ModelName>LaserJet 400</dpws:ModelName>' +
    '</dpws:ThisModel><dpws:ThisDevice><dpws:FriendlyName>3rd floor</dpws:FriendlyName></dpws:ThisDevice></wsx:Metadata>';
  expect(read(answer(SOAP, envelope(profile)))).toMatchObject([
    { medical: false, device: { manufacturer: 'HP', model: 'LaserJet 400', name: '3rd floor' } },
  ]);
  expect(read(answer(SOAP, envelope('<x:Else>Doe</x:Else>')))).toEqual([]);
});

const DEVICE = {
  resourceType: 'Device',
  manufacturer: 'Acme',
  modelNumber: 'P-7',
  serialNumber: 'S-77',
  udiCarrier: [{ deviceIdentifier: '00884838000018', carrierHRF: '(01)00884838000018(21)S-77' }],
  version: [{ value: 'hw 1' }, { type: { text: 'software' }, value: '2.5' }],
  deviceName: [{ name: 'Pump 7', type: 'user-friendly-name' }],
  type: { coding: [{ display: 'Infusion pump' }] },
};

test('a Device resource tells of a device, which its writer may be or speak for', () => {
  const bytes = Buffer.from(JSON.stringify(DEVICE));
  const events = read(['originator', bring('POST /fhir/Device HTTP/1.1', 'application/fhir+json', bytes)]);
  const said = events.flatMap((event) =>
    event.protocol === 'fhir' && event.kind !== 'lost' ? facts(observeFhir, event) : [],
  );
  expect(said.filter((line) => line.startsWith('sender ') && !line.includes(' is '))).toEqual([
    'sender fhir-manufacturer Acme',
    'sender fhir-model P-7',
    'sender fhir-serial S-77',
    'sender fhir-device-software 2.5',
    'sender fhir-device-name Pump 7',
    'sender fhir-device-type Infusion pump',
    'sender udi (01)00884838000018(21)S-77',
    'sender child fhir-serial=S-77|udi=(01)00884838000018(21)S-77|fhir-manufacturer=Acme|fhir-model=P-7|fhir-device-name=Pump 7|fhir-device-type=Infusion pump',
  ]);
});

test('older Device resources are read as well', () => {
  const older = {
    resourceType: 'Device',
    model: 'P-6',
    udi: { carrierHRF: '(01)1' },
    version: '1.0',
    type: { text: 'pump' },
  };
  const bytes = Buffer.from(
    JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: older }, { resource: DEVICE }] }),
  );
  const [, content] = read(['originator', bring('POST /fhir HTTP/1.1', 'application/fhir+json', bytes)]);
  expect(content).toMatchObject({
    devices: [{ model: 'P-6', udi: '(01)1', software: '1.0', type: 'pump' }, { serial: 'S-77' }],
  });
});
