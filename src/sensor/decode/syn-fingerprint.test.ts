import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Packet } from './packet.ts';
import { hex, tcp } from './packet-builder.samples.ts';
import { synFingerprint } from './syn-fingerprint.ts';

function fingerprint(options: Uint8Array, ttl: number): string {
  const bytes = tcp(40_000, 104, new Uint8Array(), { flags: 2, options });
  const packet = new Packet();
  packet.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  packet.transportStart = 0;
  packet.ttl = ttl;
  return synFingerprint(packet, bytes.length);
}

test.each([
  ['Linux, two routers away', '020405b4 0402 080a0000000100000000 01 030307', 62, '64:mss,sack,time,nop,scale:7'],
  ['Windows', '020405b4 01 030308 0101 0402', 128, '128:mss,nop,scale,nop,nop,sack:8'],
  ['a small stack', '02040218', 255, '255:mss:'],
  ['an option that nobody named', '1e0c0081000000000000000000000000', 64, '64:30,end:'],
  ['no options at all', '', 30, '32::'],
  ['an option without length', '0500000000000000', 64, '64:5:'],
])('%s', (_who, options, ttl, expected) => {
  expect(fingerprint(hex(options), ttl)).toBe(expected);
});

test('whatever the options, the answer is short', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), fc.nat(255), (options, ttl) => {
      expect(fingerprint(options, ttl).length).toBeLessThan(220);
    }),
  );
});
