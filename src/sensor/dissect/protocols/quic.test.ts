import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { initialKeys } from './quic-initial.ts';
import { CONNECTION, crypto, initial } from './quic.samples.ts';
import { quic } from './quic.ts';
import { exampleHello, extension, message, serverHello } from './tls.samples.ts';

const hello = message(1, exampleHello);
const answer = message(2, serverHello(0x1301, [extension(43, Buffer.of(3, 4)), extension(51, Buffer.of(0, 29))]));

function run(...datagrams: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const reading = quic.open?.();
  for (const [side, bytes] of datagrams) {
    reading?.dissect(new Reader(Buffer.from(bytes)), side, (event) => events.push(event));
  }
  return events;
}

test('the keys of version 1 are those of RFC 9001 appendix A.1', () => {
  const keys = initialKeys(1, CONNECTION);
  expect(keys?.client.key.toString('hex')).toBe('1f369613dd76d5467730efcbe3b1a22d');
  expect(keys?.client.iv.toString('hex')).toBe('fa044b2f42a3fd3b46fb255c');
  expect(keys?.client.header.toString('hex')).toBe('9f50449e04a0e810283a1e9933adedd2');
  expect(keys?.server.key.toString('hex')).toBe('cf3a5331653c364c88f0f379b6067e37');
});

test('the keys of version 2 are those of RFC 9369 appendix A.1', () => {
  const keys = initialKeys(0x6b3343cf, CONNECTION);
  expect(keys?.client.key.toString('hex')).toBe('8b1a0bc121284290a29e0971b5cd045d');
});

test('both hellos are read, with the keys of the first connection id', () => {
  const other = Buffer.from('f067a5502a4262b5', 'hex');
  expect(
    run(
      ['originator', initial(crypto(0, hello))],
      ['responder', initial(crypto(0, answer), { from: 'server', destination: other, keysOf: CONNECTION })],
    ),
  ).toMatchObject([
    { protocol: 'quic', kind: 'encrypted' },
    { kind: 'client-hello', serverName: 'pacs.example.org', ja4: 'q13d1516h2_8daaf6152771_e5627efa2ab1' },
    { protocol: 'quic', kind: 'server-hello', version: '1.3', group: 'x25519' },
  ]);
});

test('a hello in several frames and packets is read in whichever order they come', () => {
  const pieces = [0, 50, 90, 200].map((at, index, all) => crypto(at, hello.subarray(at, all[index + 1])));
  fc.assert(
    fc.property(fc.shuffledSubarray(pieces, { minLength: 4 }), fc.nat(4), (order, cut) => {
      const first = initial(Buffer.concat([Buffer.of(1, 2, 0, 0, 0, 0), ...order.slice(0, cut)]));
      const second = initial(Buffer.concat(order.slice(cut)), { number: 3 });
      const events = run(['originator', first], ['originator', second], ['originator', first]);
      expect(events.map(({ kind }) => kind)).toEqual(['encrypted', 'client-hello']);
    }),
  );
});

test('after a Retry the keys come from the new connection id', () => {
  const retry = Buffer.concat([Buffer.from('f000000001000401020304', 'hex'), Buffer.alloc(32, 7)]);
  const again = initial(crypto(0, hello), { destination: Buffer.from('01020304', 'hex') });
  const events = run(['originator', initial(Buffer.of(1))], ['responder', retry], ['originator', again]);
  expect(events.map(({ kind }) => kind)).toEqual(['encrypted', 'client-hello']);
});

test('packets that follow others in one datagram are read, and packets that nobody can open are not', () => {
  const both = Buffer.concat([
    initial(crypto(0, hello.subarray(0, 90))),
    initial(crypto(90, hello.subarray(90)), { number: 3 }),
  ]);
  expect(run(['originator', both]).map(({ kind }) => kind)).toEqual(['encrypted', 'client-hello']);
  const broken = initial(crypto(0, hello));
  broken.fill(0, 100, 120);
  expect(run(['originator', broken]).map(({ kind }) => kind)).toEqual(['encrypted']);
  expect(run(['responder', initial(crypto(0, answer), { from: 'server' })])).toHaveLength(1);
});

test('version 2 numbers its packets otherwise', () => {
  const events = run(['originator', initial(crypto(0, hello), { version: 0x6b3343cf })]);
  expect(events.map(({ kind }) => kind)).toEqual(['encrypted', 'client-hello']);
});

test('other datagrams are not taken for it', () => {
  expect(quic.probe(initial(Buffer.of(1)), 'originator')).toBe(true);
  expect(quic.probe(Buffer.from('c000000002084141414141', 'hex'), 'originator')).toBe(false);
  expect(quic.probe(Buffer.from('4000000001084141414141', 'hex'), 'originator')).toBe(false);
});

test('survives a sample with any bytes of it changed', () => {
  const sample = initial(crypto(0, hello));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 4 }), fc.nat(1300), (changes, length) => {
      const bytes = Buffer.from(sample.subarray(0, length));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        void run(['originator', bytes], ['responder', bytes], ['originator', sample]);
      } catch (error) {
        expect(error).toBeInstanceOf(Violation);
      }
    }),
  );
});
