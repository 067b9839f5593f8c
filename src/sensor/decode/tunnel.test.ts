import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frame, LinkType } from '../capture/frame.ts';
import { decode } from './decode.ts';
import { ethernet, ipv4, ipv6, tcp, text } from './packet-builder.samples.ts';
import { Packet, Verdict } from './packet.ts';
import { decodeInner, tunnelOf } from './tunnel.ts';

const packet4 = ipv4(6, tcp(50_000, 104, text('A-ASSOCIATE')), { src: '10.9.0.1', dst: '10.9.0.2' });
const packet6 = ipv6(6, tcp(50_000, 104, text('A-ASSOCIATE')));

/** What `bytes` carry, as far as there is something. */
function innerOf(bytes: Uint8Array) {
  const outer = new Packet();
  const frame = new Frame();
  frame.bytes = bytes;
  frame.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  frame.start = 0;
  frame.end = bytes.length;
  frame.wireLength = bytes.length;
  frame.linkType = LinkType.ethernet;
  decode(frame, outer);
  const name = tunnelOf(outer);
  if (name === undefined) return undefined;
  const inner = new Packet();
  return { name, verdict: decodeInner(outer, inner), inner };
}

const over = (protocol: number, payload: Uint8Array) => ethernet(0x0800, ipv4(protocol, payload));

test.each([
  ['IPv4 in IPv4', over(4, packet4), packet4.length],
  ['IPv6 in IPv4', over(41, packet6), packet6.length],
  ['IPv4 in IPv6', ethernet(0x86dd, ipv6(4, packet4)), packet4.length],
])('%s is looked into', (_what, bytes, wireLength) => {
  const found = innerOf(bytes);
  expect(found).toMatchObject({ name: 'ipip', verdict: Verdict.internet });
  expect(found?.inner).toMatchObject({ srcPort: 50_000, dstPort: 104, protocol: 6, hasSrcMac: false, wireLength });
});

test('other packets carry none', () => {
  expect(innerOf(ethernet(0x0800, packet4))).toBeUndefined();
});

test('whatever the bytes, the answer stays within them', () => {
  fc.assert(
    fc.property(fc.constantFrom(4, 41), fc.uint8Array({ maxLength: 120 }), (protocol, bytes) => {
      const found = innerOf(over(protocol, bytes));
      if (found === undefined || found.verdict === Verdict.unreadable) return;
      expect(found.inner.payloadStart).toBeLessThanOrEqual(found.inner.payloadEnd);
      expect(found.inner.payloadEnd).toBeLessThanOrEqual(found.inner.bytes.length);
    }),
    { numRuns: 2000 },
  );
});
