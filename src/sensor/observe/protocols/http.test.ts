import { expect, test } from 'vitest';
import { Conversation } from '../../dissect/conversation.ts';
import type { ProtocolEvent, Side, StreamDissector } from '../../dissect/dissector.ts';
import { type AnyHttpEvent, http, type HttpEvent } from '../../dissect/protocols/http.ts';
import { chunked, get, message } from '../../dissect/protocols/http.samples.ts';
import { ask, dialogue as http2Dialogue, preface } from '../../dissect/protocols/http2.samples.ts';
import { http2 } from '../../dissect/protocols/http2.ts';
import { facts } from '../notes.samples.ts';
import { observeDicomweb } from './dicomweb.ts';
import { observeFhir } from './fhir.ts';
import { observeHttp } from './http.ts';
import { observeHl7 } from './hl7.ts';
import { observeSdc } from './sdc.ts';
import { observeTls } from './tls.ts';

type Turns = readonly (readonly [Side, Uint8Array])[];

const observed = (...turns: Turns): readonly string[] => observedOf(http, turns);

function observedOf(dissector: StreamDissector, turns: Turns): readonly string[] {
  const events: AnyHttpEvent[] = [];
  const talk = new Conversation<ProtocolEvent>(dissector, (event: ProtocolEvent) => {
    if (isSaid(event)) events.push(event);
  });
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events.flatMap((event) => {
    if (isHttp(event)) return facts(observeHttp, event);
    if (event.protocol === 'fhir') return facts(observeFhir, event);
    if (event.protocol === 'dicomweb') return facts(observeDicomweb, event);
    if (event.protocol === 'sdc') return facts(observeSdc, event);
    return event.protocol === 'hl7' ? facts(observeHl7, event) : facts(observeTls, event);
  });
}

const isHttp = (event: AnyHttpEvent): event is HttpEvent => /^http2?$/.test(event.protocol);
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

test('HTTP/2 tells what HTTP/1 does', () => {
  expect(new Set(observedOf(http2, http2Dialogue))).toEqual(
    new Set(observed(['originator', get], ['responder', chunked])),
  );
});

test('a remote procedure call tells its service', () => {
  const call = ask(1, [
    [':method', 'POST'],
    [':path', '/sdc.v1.Monitor/Subscribe'],
    ['content-type', 'application/grpc'],
  ]);
  expect(observedOf(http2, [['originator', Buffer.concat([preface, call])]])).toEqual([
    'does POST',
    'sender is http-client',
    'protocol grpc',
    'receiver grpc-service sdc.v1.Monitor',
  ]);
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
