import { once } from 'node:events';
import { connect, createServer as listenTcp, type Server } from 'node:net';
import http2Peer from 'node:http2';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Conversation, type Lost } from '../conversation.ts';
import type { Side } from '../dissector.ts';
import { message } from './http.samples.ts';
import { type AnyHttpEvent, http } from './http.ts';
import { ask, block, dialogue, type Fields, found, frame, get, preface, settings } from './http2.samples.ts';
import { http2 } from './http2.ts';
import { type Http2Event, MAX_CONTINUATIONS } from './http2/connection.ts';
import * as frames from './http2/frame.ts';
import { MAX_STREAMS } from './http2/streams.ts';

type Turns = readonly (readonly [Side, Uint8Array])[];

function read(turns: Turns): (Http2Event | Lost)[] {
  const said: (Http2Event | Lost)[] = [];
  const talk = new Conversation(http2, (event) => said.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return said;
}

const kinds = (said: readonly (AnyHttpEvent | Lost)[]) => said.map(({ protocol, kind }) => `${protocol} ${kind}`);
const opening = Buffer.concat([preface, settings]);
const PATIENT = '{"resourceType":"Patient","id":"4711","name":[{"family":"DOE"}]}';

test('a request and its answer tell what they would in HTTP/1, and nothing of a path, a password or a body', () => {
  const said = read(dialogue);
  const asked = {
    protocol: 'http2',
    kind: 'request',
    method: 'GET',
    host: 'emr.hospital.example',
    userAgent: 'Infusion Gateway/2.1',
    authorization: 'basic',
  };
  const answered = { protocol: 'http2', kind: 'response', status: 200, server: 'nginx/1.24.0' };
  expect(said).toEqual([asked, answered, asked, answered].map((each) => expect.objectContaining(each)));
  for (const value of ['DOE', 'JANE', 'patients', 'bnVyc2U6c2VjcmV0']) {
    expect(inspect(said, { depth: 9 })).not.toContain(value);
  }
});

/** What Node's client and server say to one another, in turns as they came. */
async function overheard(exchange: (client: http2Peer.ClientHttp2Session) => Promise<void>): Promise<Turns> {
  const turns: [Side, Uint8Array][] = [];
  const server = http2Peer.createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(request.method === 'POST' ? 201 : 200, {
        server: 'HAPI FHIR/7.0 (Töst)',
        'content-type': 'application/fhir+json',
        ...(request.method === 'POST' && { location: '/fhir/Patient/4711/_history/1' }),
      });
      response.end(PATIENT);
    });
  });
  const relay = listenTcp((near) => {
    const far = connect(portOf(server), '127.0.0.1');
    near.on('data', (bytes: Buffer) => void (turns.push(['originator', bytes]), far.write(bytes)));
    far.on('data', (bytes: Buffer) => void (turns.push(['responder', bytes]), near.write(bytes)));
    near.on('close', () => far.destroy()).on('error', () => far.destroy());
    far.on('close', () => near.destroy()).on('error', () => near.destroy());
  });
  await Promise.all([server, relay].map(async (each) => await once(each.listen(0, '127.0.0.1'), 'listening')));
  const client = http2Peer.connect(`http://127.0.0.1:${portOf(relay)}`);
  await exchange(client);
  client.destroy();
  relay.close();
  server.close();
  return turns;
}

function portOf(server: Server | http2Peer.Http2Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function send(client: http2Peer.ClientHttp2Session, headers: http2Peer.OutgoingHttpHeaders, body = '') {
  const stream = client.request(headers, { endStream: body === '' });
  if (body !== '') stream.end(body);
  await once(stream.resume(), 'close');
}

test('Node’s own peers are understood: resources of FHIR, many exchanges at once, remembered fields', async () => {
  const turns = await overheard(async (client) => {
    const headers = { 'user-agent': 'Ward Gateway/1.0 (ä)', authorization: 'Bearer abc' };
    const resource = {
      ...headers,
      ':method': 'POST',
      ':path': '/fhir/Patient',
      'content-type': 'application/fhir+json',
    };
    await send(client, resource, PATIENT);
    const gets = Array.from({ length: 40 }, (_, n) => ({ ...headers, ':path': `/fhir/Patient/${n}` }));
    await Promise.all(gets.map(async (each) => await send(client, each)));
  });
  const said = read(turns);
  expect(kinds(said).filter((kind) => kind.endsWith('lost'))).toEqual([]);
  const requests = said.filter(({ protocol, kind }) => protocol === 'http2' && kind === 'request');
  expect(requests).toHaveLength(41);
  expect(requests.at(-1)).toMatchObject({ method: 'GET', userAgent: expect.stringContaining('Ward Gateway/1.0') });
  expect(requests.at(-1)).toMatchObject({ authorization: 'bearer' });
  expect(said.filter(({ kind }) => kind === 'response')).toHaveLength(41);
  expect(said).toContainEqual(expect.objectContaining({ protocol: 'fhir', kind: 'request', verb: 'POST Patient' }));
  const contents = said.filter(({ protocol, kind }) => protocol === 'fhir' && kind === 'content');
  expect(contents.length).toBeGreaterThanOrEqual(41);
  expect(inspect(said, { depth: 9 })).not.toMatch(/DOE|4711/);
});

test('bytes that were not captured cost what they held, and the rest is read', async () => {
  const turns = await overheard(async (client) => {
    for (let n = 0; n < 8; n++) await send(client, { ':path': '/', 'user-agent': `Pump/${n}` });
  });
  const said: (Http2Event | Lost)[] = [];
  const talk = new Conversation(http2, (event) => said.push(event));
  const heads = turns.filter(([side, bytes]) => side === 'originator' && bytes[3] === frames.HEADERS);
  const middle = turns.findIndex((turn) => turn === heads.at(4));
  turns.forEach(([side, bytes], at) => (at === middle ? talk.gap(side, bytes.length) : talk.data(side, bytes)));
  const agents = said.flatMap((event) => (event.kind === 'request' && 'userAgent' in event ? [event.userAgent] : []));
  expect(agents.length).toBeLessThan(8);
  expect(agents).toEqual(expect.arrayContaining(['Pump/0', 'Pump/7']));
});

const call = (path: string): Fields => [
  [':method', 'POST'],
  [':path', path],
  ['content-type', 'application/grpc+proto'],
];

test('a remote procedure call names its service, and only where that is one', () => {
  const turn = Buffer.concat([opening, ask(1, call('/grpc.health.v1.Health/Check')), ask(3, call('/DOE/JANE'))]);
  expect(read([['originator', turn]])).toEqual([
    expect.objectContaining({ grpc: 'grpc.health.v1.Health' }),
    expect.objectContaining({ grpc: '' }),
  ]);
});

test('a request may ask HTTP/1 for HTTP/2, and is answered in the first stream', () => {
  const said: (AnyHttpEvent | Lost)[] = [];
  const talk = new Conversation(http, (event) => said.push(event));
  const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
  talk.data('originator', message(['GET /fhir/Patient/4711 HTTP/1.1', 'Host: emr', ...upgrade]));
  const fields: Fields = [
    [':status', '200'],
    ['content-type', 'application/fhir+json'],
  ];
  const changed = message(['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: h2c']);
  const body = frame(frames.DATA, frames.END_STREAM, 1, Buffer.from(PATIENT));
  talk.data(
    'responder',
    Buffer.concat([changed, settings, frame(frames.HEADERS, frames.END_HEADERS, 1, block(fields)), body]),
  );
  talk.data('originator', Buffer.concat([opening, ask(3, get)]));
  expect(kinds(said)).toEqual([
    'http request',
    'fhir request',
    'http response',
    'http upgrade',
    'http2 response',
    'fhir answer',
    'fhir content',
    'http2 request',
  ]);
});

test('a head that never ends is let go', () => {
  const start = frame(frames.HEADERS, 0, 1, block(get));
  const more = Array.from({ length: MAX_CONTINUATIONS }, () => frame(frames.CONTINUATION, 0, 1));
  const said = read([['originator', Buffer.concat([opening, start, ...more])]]);
  expect(said).toEqual([expect.objectContaining({ kind: 'lost', reason: expect.stringContaining('frames') })]);
});

const empty = (stream: number) => ask(stream, [[':status', '204']]);

test('of more exchanges than are held at once the oldest is forgotten', () => {
  const fields: Fields = [
    [':method', 'GET'],
    [':path', '/fhir/Patient/1'],
    ['accept', 'application/fhir+json'],
  ];
  const many = Array.from({ length: MAX_STREAMS + 1 }, (_, n) => ask(2 * n + 1, fields));
  const said = read([
    ['originator', Buffer.concat([opening, ...many])],
    ['responder', Buffer.concat([settings, empty(1), empty(2 * MAX_STREAMS + 1)])],
  ]);
  expect(kinds(said.slice(-3))).toEqual(['http2 response', 'http2 response', 'fhir answer']);
});

test.each([
  ['data outside of any stream', frame(frames.DATA, 0, 0)],
  ['settings in a stream', frame(frames.SETTINGS, 0, 1)],
  ['more padding than frame', frame(frames.DATA, frames.PADDED, 1, Buffer.from([9, 0]))],
  ['a continuation of nothing', frame(frames.CONTINUATION, 0, 1)],
  ['something else in the middle of a head', Buffer.concat([frame(frames.HEADERS, 0, 1), settings])],
])('%s is a violation', (_what, bytes) => {
  expect(kinds(read([['originator', Buffer.concat([opening, bytes])]]))).toEqual(['http2 lost']);
});

test.each([
  [true, 'originator', preface],
  [undefined, 'originator', preface.subarray(0, 20)],
  [false, 'originator', Buffer.from('PRI * HTTP/1.1\r\n')],
  [true, 'responder', settings],
  [undefined, 'responder', settings.subarray(0, 5)],
  [false, 'responder', frame(frames.SETTINGS, 0, 0, Buffer.alloc(5))],
  [false, 'responder', frame(frames.DATA, 0, 1, Buffer.alloc(6))],
] as const)('probing says %j of what the %s begins with', (answer, side, head) => {
  expect(http2.probe(head, side)).toBe(answer);
});

test('what a server pushes is the answer to what it promised', () => {
  const promise = Buffer.concat([
    Buffer.from([0, 0, 0, 2]),
    block([
      [':method', 'GET'],
      [':path', '/fhir/Patient/4711'],
      ['accept', 'application/fhir+json'],
    ]),
  ]);
  const pushed = Buffer.concat([
    settings,
    frame(frames.PUSH_PROMISE, frames.END_HEADERS, 1, promise),
    frame(
      frames.HEADERS,
      frames.END_HEADERS,
      2,
      block([...found.slice(0, 1), ['content-type', 'application/fhir+json']]),
    ),
    frame(frames.DATA, frames.END_STREAM, 2, Buffer.from(PATIENT)),
  ]);
  expect(kinds(read([['responder', pushed]]))).toEqual(['http2 response', 'fhir answer', 'fhir content']);
});
