import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Conversation, type Lost } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { type AnyHttpEvent, http } from './http.ts';
import { chunked, dialogue, get, message, post } from './http.samples.ts';
import { authenticate, challenge } from './ntlmssp.samples.ts';
import { answer as tlsAnswer, hello as tlsHello } from './tls-upgrade.samples.ts';

type Said = readonly [Side, AnyHttpEvent | Lost];

function read(...turns: readonly (readonly [Side, Uint8Array])[]): Said[] {
  const said: Said[] = [];
  const talk = new Conversation(http, (event, side) => said.push([side, event]));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return said;
}

const kinds = (said: readonly Said[]) =>
  said.map(([, event]) => {
    if (event.kind === 'response') return event.status;
    return event.kind === 'request' && event.protocol === 'http' ? event.method : event.kind;
  });

test('a request tells who asks which host with which software, and that a password went through', () => {
  expect(read(['originator', get])[0]?.[1]).toEqual({
    protocol: 'http',
    kind: 'request',
    method: 'GET',
    host: 'emr.hospital.example',
    userAgent: 'Infusion Gateway/2.1',
    authorization: 'basic',
  });
});

test('bodies of every kind are passed over, and answers are told from one another', () => {
  expect(kinds(read(...dialogue))).toEqual(['GET', 200, 'HEAD', 200, 'GET', 'GET', 100, 304, 200]);
});

test('nothing of a path, a query, a password or a body shows in an event', () => {
  const said = inspect(read(...dialogue, ['originator', post]), { depth: 9 });
  for (const value of ['DOE', 'JANE', 'patients', 'login', 'bnVyc2U6c2VjcmV0']) expect(said).not.toContain(value);
});

test('a response without length goes on until the connection ends', () => {
  expect(kinds(read(['responder', message(['HTTP/1.0 200 OK'], 'HTTP/1.1 404 Not Found\r\n\r\n')]))).toEqual([200]);
});

test.each([
  ['CONNECT emr:443 HTTP/1.1', 'HTTP/1.1 200 Connection established', 'tunnel'],
  ['GET /ws HTTP/1.1', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket', 'websocket'],
])('after %s and %s nobody reads HTTP any more', (request, response, to) => {
  const noise = Buffer.from('\x16\x03\x01\x00\x0aGET / HTTP/1.1\r\n\r\n');
  const said = read(
    ['originator', message([request])],
    ['responder', message([response])],
    ['responder', noise],
    ['originator', noise],
  );
  expect(said.at(-1)?.[1]).toEqual({ protocol: 'http', kind: 'upgrade', to });
});

test('a refused tunnel leaves the connection to HTTP', () => {
  const refused = message(['HTTP/1.1 407 Proxy Authentication Required', 'Content-Length: 2'], 'no');
  const said = read(['originator', message(['CONNECT emr:443 HTTP/1.1'])], ['responder', refused], ['originator', get]);
  expect(kinds(said)).toEqual(['CONNECT', 407, 'GET']);
});

test('an answer that comes before its question is read', () => {
  expect(kinds(read(['responder', chunked], ['originator', get], ['responder', chunked]))).toEqual([200, 'GET', 200]);
});

test('after a gap the next message is found again', () => {
  const said: Said[] = [];
  const talk = new Conversation(http, (event, side) => said.push([side, event]));
  talk.data('responder', message(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], '400\r\nabc'));
  talk.gap('responder', 2000);
  talk.data('responder', Buffer.from('the rest\r\n0\r\n\r\n'));
  talk.data('responder', chunked);
  expect(kinds(said)).toEqual([200, 200]);
});

test.each(['-1', '99999999999999999999', '4, 5', 'x'])('a content length of %j is a violation', (length) => {
  const said = read(['responder', message(['HTTP/1.1 200 OK', `Content-Length: ${length}`])]);
  expect(said.at(-1)?.[1].kind).toBe('lost');
});

test.each(['', 'x', ';', '10000000000000000', '-1'])('a chunk of length %j is a violation', (length) => {
  const said = read(['responder', message(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], `${length}\r\n`)]);
  expect(said.at(-1)?.[1].kind).toBe('lost');
});

test.each([
  [true, 'GET / HTTP/1.1\r\n'],
  [true, 'PROPFIND /x HTTP/1.0'],
  [true, 'HTTP/1.1 200 OK'],
  [true, `GET /${'a'.repeat(600)}`],
  [undefined, 'GET /a'],
  [undefined, 'HTT'],
  [false, 'OPTIONS rtsp://cam RTSP/1.0\r\n'],
  [false, 'OPTIONS sip:a@b SIP/2.0\r\n'],
  [false, 'GET key\r\n'],
  [false, 'PRI * HTTP/2.0\r\n'],
  [false, 'SSH-2.0-x'],
  [false, `GET ${'\u0001'.repeat(9)}`],
])('probing says %j of %j', (answer, head) => {
  expect(http.probe(Buffer.from(head), 'originator')).toBe(answer);
});

test('a Windows log-in tells both machines, and nothing of who logs in', () => {
  const ask = `GET / HTTP/1.1\r\nAuthorization: NTLM ${authenticate.toString('base64')}\r\n\r\n`;
  const refuse = `HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate ${challenge.toString('base64')}\r\nContent-Length: 0\r\n\r\n`;
  const said = read(['originator', Buffer.from(ask)], ['responder', Buffer.from(refuse)]);
  expect(said.map(([, event]) => event)).toMatchObject([
    { kind: 'request', authorization: 'ntlm', ntlm: { type: 'authenticate', computer: 'CT-CONSOLE' } },
    { kind: 'response', ntlm: { type: 'challenge', computer: 'ARCHIVE1' } },
  ]);
  expect(inspect(said, { depth: 9 })).not.toMatch(/nurse|TlRM/);
});

test('TLS in a tunnel is read, and its opening may be refused first', () => {
  const connect = Buffer.from('CONNECT pacs.example.org:443 HTTP/1.1\r\n\r\n');
  const refused = Buffer.from('HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n');
  const said = read(
    ['originator', connect],
    ['responder', refused],
    ['originator', Buffer.concat([connect, tlsHello])],
    ['responder', Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), tlsAnswer])],
  );
  expect(said.map(([, { protocol, kind }]) => `${protocol} ${kind}`)).toEqual([
    'http request',
    'http response',
    'http request',
    'tls client-hello',
    'http response',
    'http upgrade',
    'tls server-hello',
  ]);
});

test('a program that calls itself by an address says it without what was searched there', () => {
  const head = 'GET / HTTP/1.1\r\nUser-Agent: Viewer/1 (+http://ris.example/open?patient=4711&n=DOE; x64)';
  expect(read(['originator', message([head])])[0]?.[1]).toMatchObject({
    userAgent: 'Viewer/1 (+http://ris.example/open; x64)',
  });
});

test.each([
  ['/patients/4711', undefined],
  ['Plum 360', 'Plum 360'],
])('of the realm %j is told %j', (named, realm) => {
  const head = message([`HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="${named}"`]);
  expect(read(['responder', head])[0]?.[1]).toMatchObject({ realm });
});

test('a body in chunks of one byte is the same as in one', () => {
  const body = '{"resourceType":"Patient","id":"7","name":[{"family":"DOE"}]}';
  const head =
    'POST /fhir/Patient HTTP/1.1\r\nContent-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const sent = (pieces: readonly string[]) =>
    Buffer.from(`${head}${pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('')}0\r\n\r\n`);
  const whole = read(['originator', sent([body])]);
  expect(whole.map(([, event]) => event.kind)).toContain('content');
  expect(inspect(read(['originator', sent(body.split(''))]), { depth: 9 })).toBe(inspect(whole, { depth: 9 }));
});
