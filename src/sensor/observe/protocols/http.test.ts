import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import type { ProtocolEvent, Side } from '../../dissect/dissector.ts';
import { type AnyHttpEvent, http } from '../../dissect/protocols/http.ts';
import { chunked, get, message } from '../../dissect/protocols/http.samples.ts';
import { facts } from '../notes.samples.ts';
import { observeDicomweb } from './dicomweb.ts';
import { observeFhir } from './fhir.ts';
import { observeHttp } from './http.ts';
import { observeHl7 } from './hl7.ts';
import { observeSdc } from './sdc.ts';
import { observeTls } from './tls.ts';

function observed(...turns: readonly (readonly [Side, Uint8Array])[]): readonly string[] {
  const events: AnyHttpEvent[] = [];
  const talk = new Conversation<AnyHttpEvent>(http, (event: ProtocolEvent) => {
    if (isSaid(event)) events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events.flatMap((event) => {
    if (event.protocol === 'http') return facts(observeHttp, event);
    if (event.protocol === 'fhir') return facts(observeFhir, event);
    if (event.protocol === 'dicomweb') return facts(observeDicomweb, event);
    if (event.protocol === 'sdc') return facts(observeSdc, event);
    return event.protocol === 'hl7' ? facts(observeHl7, event) : facts(observeTls, event);
  });
}

const isSaid = (event: ProtocolEvent): event is AnyHttpEvent => event.kind !== 'lost';

test('a request tells the client, the name of its server and that a password was readable', () => {
  expect(observed(['originator', get])).toEqual([
    'does GET',
    'sender is http-client',
    'sender http-user-agent Infusion Gateway/2.1',
    'receiver http-host emr.hospital.example',
    'data credential http-basic',
  ]);
});

test('a response tells the server', () => {
  expect(observed(['responder', chunked])).toEqual(['sender is http-server', 'sender http-server nginx/1.24.0']);
});

test('a device that asks for a password tells its realm', () => {
  const asks = message([
    'HTTP/1.1 401 Unauthorized',
    'WWW-Authenticate: Basic realm="Pump 4 service"',
    'Content-Length: 0',
  ]);
  expect(observed(['responder', asks])).toContain('sender http-realm Pump 4 service');
});

test('a FHIR read tells both ends and what went through', () => {
  const body = '{"resourceType":"Patient","id":"7","birthDate":"1970"}';
  const answer = ['HTTP/1.1 200 OK', 'Content-Type: application/fhir+json', `Content-Length: ${body.length}`];
  const said = observed(
    ['originator', message(['GET /fhir/Patient/7 HTTP/1.1'])],
    ['responder', message(answer, body)],
  );
  expect(said).toEqual([
    'does GET',
    'sender is http-client',
    'protocol fhir',
    'does GET Patient',
    'sender is fhir-client',
    'receiver is fhir-server',
    'data patient-identity Patient.id',
    'sender is http-server',
    'protocol fhir',
    'sender is fhir-server',
    'receiver is fhir-client',
    'protocol fhir',
    'data patient-identity Patient.birthDate',
  ]);
});

test('a DICOMweb query tells both ends and that a patient was asked for', () => {
  expect(observed(['originator', message(['GET /dicom-web/studies?PatientID=7 HTTP/1.1'])]).slice(2)).toEqual([
    'protocol dicomweb',
    'does QIDO-RS',
    'sender is dicomweb-client',
    'receiver is dicomweb-server',
    'data patient-identity (0010,0020)',
  ]);
});
