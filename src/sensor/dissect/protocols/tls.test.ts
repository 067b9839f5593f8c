import { expect, test } from 'vitest';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { Conversation } from '../conversation.ts';
import { ja3, ja3s, ja4 } from './tls-fingerprint.ts';
import { readClientHello, readServerHello } from './tls-hello.ts';
import { Reader } from '../../../lib/reader.ts';
import { tls } from './tls.ts';
import {
  alpn,
  CERTIFICATE,
  clientHello,
  dialogue,
  exampleHello,
  extension,
  list16,
  list8,
  message,
  record,
  serverHello,
  SESSION,
} from './tls.samples.ts';

const hello = (bytes: Uint8Array) => readClientHello(new Reader(bytes));

function run(...turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(tls, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('a handshake of TLS 1.2 tells both ends, the group, the certificates and where encryption begins', () => {
  const certificate = {
    subject: 'O=Example Hospital, CN=pacs.example.org',
    issuer: 'O=Example Hospital, CN=pacs.example.org',
    names: ['pacs.example.org', 'archive.example.org', '192.0.2.7'],
    notBefore: '2026-11-25T16:35:43.000Z',
    notAfter: '2036-11-22T16:35:43.000Z',
    key: 'EC P-256',
    selfSigned: true,
  };
  expect(run(...dialogue)).toEqual([
    {
      protocol: 'tls',
      kind: 'client-hello',
      version: '1.3',
      serverName: 'pacs.example.org',
      alpn: ['h2', 'http/1.1'],
      ja3: expect.stringMatching(/^[0-9a-f]{32}$/),
      ja4: 't13d1516h2_8daaf6152771_e5627efa2ab1',
      again: false,
    },
    {
      protocol: 'tls',
      kind: 'server-hello',
      version: '1.2',
      cipher: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      group: undefined,
      alpn: 'h2',
      ja3s: expect.stringMatching(/^[0-9a-f]{32}$/),
      resumed: false,
      retry: false,
    },
    { protocol: 'tls', kind: 'certificates', of: 'server', certificates: [certificate, certificate] },
    { protocol: 'tls', kind: 'key-exchange', group: 'x25519' },
    { protocol: 'tls', kind: 'certificate-request' },
    { protocol: 'tls', kind: 'certificates', of: 'client', certificates: [certificate] },
    { protocol: 'tls', kind: 'encrypted' },
    { protocol: 'tls', kind: 'encrypted' },
  ]);
});

test('JA3 is what its definition computes from its own examples', () => {
  const first = clientHello({
    version: 0x0301,
    ciphers: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
    extensions: [extension(0), list16(10, 23, 24, 25), extension(11, Buffer.of(1, 0))],
  });
  const second = clientHello({ version: 0x0301, ciphers: [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99] });
  expect(ja3(hello(first))).toBe('ada70206e40642a3e4461f35503241d5');
  expect(ja3(hello(second))).toBe('de350869b8c85de67a350c8d186f11e6');
});

test('JA3S hashes version, cipher and extensions of the answer', () => {
  // MD5 of 771,4865,51-43
  const answer = serverHello(0x1301, [extension(51, Buffer.of(0, 29)), extension(43, Buffer.of(3, 4))]);
  expect(ja3s(readServerHello(new Reader(answer)))).toBe('eb1d94daa7e0344597e756a1fb6e7054');
});

test.each([
  [[], '00'],
  [[alpn('')], '00'],
  [[alpn('h2')], 'h2'],
  [[alpn('x')], 'xx'],
  [[alpn(Buffer.of(0xab))], 'ab'],
  [[alpn(Buffer.of(0xab, 0xcd))], 'ad'],
  [[alpn(Buffer.of(0x30, 0xab))], '3b'],
  [[alpn(Buffer.of(0x30, 0x31, 0xab, 0xcd))], '3d'],
  [[alpn(Buffer.of(0x30, 0xab, 0xcd, 0x31))], '01'],
])('JA4 writes the first protocol of %# as %s', (extensions, written) => {
  const [begin] = ja4(hello(clientHello({ ciphers: [0x1301], extensions })), 'tls').split('_');
  expect(begin?.slice(-2)).toBe(written);
});

test('JA4 says that there is nothing instead of hashing nothing', () => {
  expect(ja4(hello(clientHello({ version: 0x0300, ciphers: [] })), 'tls')).toBe('ts3i000000_000000000000_000000000000');
});

test('the second hello that a HelloRetryRequest asks for is read, although a ChangeCipherSpec came first', () => {
  const retry = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex');
  const selected = [extension(43, Buffer.of(3, 4)), extension(51, Buffer.of(0x11, 0xec))];
  const change = record(20, Buffer.of(1));
  const events = run(
    ['originator', record(22, message(1, exampleHello))],
    ['responder', record(22, message(2, serverHello(0x1302, selected, { random: retry })))],
    ['responder', change],
    ['originator', change],
    ['originator', record(22, message(1, exampleHello))],
    ['responder', record(22, message(2, serverHello(0x1302, selected)))],
    ['responder', record(23, Buffer.alloc(30))],
  );
  expect(events).toMatchObject([
    { kind: 'client-hello', again: false },
    { kind: 'server-hello', retry: true, version: '1.3', group: 'X25519MLKEM768', resumed: false },
    { kind: 'client-hello', again: true },
    { kind: 'server-hello', retry: false, cipher: 'TLS_AES_256_GCM_SHA384' },
    { kind: 'encrypted' },
  ]);
});

const answerTo = (session: Uint8Array, ...extensions: readonly Uint8Array[]) =>
  run(
    ['originator', record(22, message(1, clientHello({ ciphers: [0x1301, 0xc02f], session })))],
    ['responder', record(22, message(2, serverHello(0xc02f, extensions)))],
  )[1];

test('a server that takes up the session of the client resumes it, but not by the echo of TLS 1.3', () => {
  const newest = extension(43, Buffer.of(3, 4));
  expect(answerTo(SESSION)).toMatchObject({ resumed: true });
  expect(answerTo(Buffer.alloc(0))).toMatchObject({ resumed: false });
  expect(answerTo(SESSION, newest)).toMatchObject({ resumed: false });
  expect(answerTo(SESSION, newest, extension(41, Buffer.of(0, 0)))).toMatchObject({ resumed: true });
});

test('the prime of a Diffie-Hellman exchange is measured', () => {
  const prime = Buffer.concat([Buffer.of(0, 128), Buffer.alloc(128, 0xff), Buffer.alloc(40)]);
  expect(
    run(['responder', record(22, Buffer.concat([message(2, serverHello(0x0033, [])), message(12, prime)]))]),
  ).toMatchObject([{ kind: 'server-hello' }, { kind: 'key-exchange', group: 'DH 1024' }]);
});

test('an SSL 2.0 hello is told, and what follows it in records is read', () => {
  const body = Buffer.concat([
    Buffer.from('01030100030000001000002f', 'hex').subarray(0, 9),
    Buffer.of(0, 0, 47),
    SESSION.subarray(0, 16),
  ]);
  const old = Buffer.concat([Buffer.of(0x80, body.length), body]);
  expect(tls.probe(old, 'originator')).toBe(true);
  expect(run(['originator', old], ['originator', record(23, Buffer.alloc(9))])).toMatchObject([
    {
      kind: 'client-hello',
      version: '1.0',
      ja3: undefined,
      ja4: 't10i000000_000000000000_000000000000',
    },
    { kind: 'encrypted' },
  ]);
});

test('what is no certificate is left out, and what is no TLS is lost', () => {
  const broken = Buffer.from(CERTIFICATE);
  broken.fill(0xff, 4, 60);
  const chain = Buffer.concat([Buffer.of(0, broken.length >> 8, broken.length & 0xff), broken]);
  const all = Buffer.concat([Buffer.of(0, chain.length >> 8, chain.length & 0xff), chain]);
  const server = record(22, Buffer.concat([message(2, serverHello(0x002f, [])), message(11, all), message(99, all)]));
  expect(run(['responder', server], ['responder', Buffer.from('HTTP/1.1 400 Bad Request')])).toMatchObject([
    { kind: 'server-hello' },
    { kind: 'lost', reason: 'not a TLS record' },
  ]);
});

test('a version of a draft and a number without a name are told as they are', () => {
  const draft = clientHello({ ciphers: [0x1301], extensions: [list8(43, 0x7f1c)] });
  expect(run(['originator', record(22, message(1, draft))])).toMatchObject([{ version: '1.3 draft 28' }]);
  expect(run(['responder', record(22, message(2, serverHello(0x9999, [])))])).toMatchObject([{ cipher: '0x9999' }]);
});
