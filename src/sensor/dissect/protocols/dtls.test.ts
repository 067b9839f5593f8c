import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import type { Side } from '../dissector.ts';
import { chain, clientHello, dialogue, fragment, record } from './dtls.samples.ts';
import { dtls } from './dtls.ts';
import type { TlsEvent } from './tls-event.ts';

function run(...turns: readonly (readonly [Side, Uint8Array])[]): TlsEvent[] {
  const events: TlsEvent[] = [];
  const reading = dtls.open?.() ?? dtls;
  for (const [side, bytes] of turns) reading.dissect(new Reader(bytes), side, (event) => events.push(event));
  return events;
}

const whole = [
  { protocol: 'dtls', kind: 'client-hello', version: '1.2', serverName: 'pump.example.org', again: false },
  { kind: 'client-hello', again: true },
  { kind: 'server-hello', version: '1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', resumed: false },
  { kind: 'certificates', of: 'server' },
  { kind: 'encrypted' },
];

test('hellos with and without a cookie and a certificate in two fragments are read', () => {
  const events = run(...dialogue);
  expect(events).toMatchObject(whole);
  const [hello] = events;
  expect(hello?.kind === 'client-hello' ? hello.ja4 : '').toMatch(/^dd2d0204cp_[0-9a-f]{12}_[0-9a-f]{12}$/);
});

test('what is sent again is told once', () => {
  expect(run(...dialogue.flatMap((turn) => [turn, turn]))).toMatchObject(whole);
});

test('a fragment that comes before the one in front of it is waited for again', () => {
  const [first, second] = [record(22, fragment(11, 2, chain, 0, 200)), record(22, fragment(11, 2, chain, 200))];
  const hello = dialogue[3];
  expect(run(hello, ['responder', second], ['responder', first], ['responder', second])).toMatchObject([
    { kind: 'server-hello' },
    { kind: 'certificates' },
  ]);
});

test('records have to fill the datagram, and short ones of DTLS 1.3 may follow', () => {
  const hello = record(22, fragment(1, 0, clientHello(Buffer.alloc(0))));
  expect(dtls.probe(Buffer.concat([hello, Buffer.alloc(1)]), 'originator')).toBe(false);
  expect(dtls.probe(hello.subarray(0, -1), 'originator')).toBe(false);
  const sealed = Buffer.concat([hello, Buffer.alloc(30, 0x2e)]);
  expect(dtls.probe(sealed, 'originator')).toBe(true);
  expect(run(['originator', sealed])).toMatchObject([{ kind: 'client-hello' }, { kind: 'encrypted' }]);
});
