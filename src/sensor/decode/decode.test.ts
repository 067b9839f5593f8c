import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../capture/capture-writer.samples.ts';
import { LinkType } from '../capture/frame.ts';
import { decoded, frameOf, payloadOf } from './decode.samples.ts';
import { decode } from './decode.ts';
import { ethernet, hex, ipv4, ipv6, ipv6Fragment, tcp, text, u16, u32, udp, vlan } from './packet-builder.samples.ts';
import { NO_VLAN, Packet, TcpFlag, Verdict } from './packet.ts';

const datagram = udp(5353, 53, text('hello'));

test('a TCP segment tells its layers from the hardware address to the payload', () => {
  const segment = tcp(49_152, 104, text('data'), { seq: 0xffff_fff0, ack: 7, flags: 0x18, window: 512 });
  const { verdict, packet } = decoded(ethernet(0x0800, ipv4(6, segment, { ttl: 63 })), { number: 5, time: 9 });
  expect(verdict).toBe(Verdict.internet);
  expect(packet).toMatchObject({
    frame: 5,
    time: 9,
    hasSrcMac: true,
    srcMacHigh: 0x0200,
    srcMacLow: 1,
    hasDstMac: true,
    dstMacHigh: 0x0200,
    dstMacLow: 2,
    vlan: NO_VLAN,
    etherType: 0x0800,
    ipVersion: 4,
    networkStart: 32 + 14,
    src0: 0x0a00_0001,
    dst0: 0x0a00_0002,
    ttl: 63,
    protocol: 6,
    transportStart: 32 + 34,
    srcPort: 49_152,
    dstPort: 104,
    seq: -16,
    ack: 7,
    flags: TcpFlag.psh | TcpFlag.ack,
    window: 512,
    cut: 0,
  });
  expect(payloadOf(packet)).toBe('data');
});

const v4 = ipv4(17, datagram);
const v6 = ipv6(17, datagram);
const mac = '020000000001';

const wireless = (control: string) => hex(`${control} 0000 020000000003 020000000004 020000000005 0000`);
const nflogPayload = (packet: Uint8Array) =>
  joined([Uint8Array.of(4 + packet.length, 0), hex('0900'), packet, new Uint8Array(-packet.length & 3)]);

test.each([
  ['Ethernet', 1, ethernet(0x0800, v4)],
  ['IPv6 on Ethernet', 1, ethernet(0x86dd, v6)],
  ['802.3 with SNAP', 1, ethernet(8 + v4.length, joined([hex('aaaa03 000000 0800'), v4]))],
  ['802.3 with the service access point of IP', 1, ethernet(3 + v4.length, joined([hex('060603'), v4]))],
  ['MPLS', 1, ethernet(0x8847, joined([hex('00010040 00020140'), v4]))],
  ['PPPoE', 1, ethernet(0x8864, joined([hex('1100 0001'), u16(2 + v6.length), hex('0057'), v6]))],
  ['a port extender tag', 1, ethernet(0x893f, joined([hex('000000000000 0800'), v4]))],
  ['Linux cooked', 113, joined([hex(`0000 0001 0006 ${mac} 0000 0800`), v4])],
  ['Linux cooked, version 2', 276, joined([hex(`0800 0000 00000002 0001 00 06 ${mac} 0000`), v4])],
  ['raw IP', 101, v4],
  ['raw IP of BSD', 12, v6],
  ['raw IP of OpenBSD', 14, v4],
  ['IPv4 alone', 228, v4],
  ['IPv6 alone', 229, v6],
  ['BSD loopback, little-endian', 0, joined([hex('1e000000'), v6])],
  ['BSD loopback, big-endian', 0, joined([hex('00000002'), v4])],
  ['OpenBSD loopback', 108, joined([hex('00000018'), v6])],
  ['PPP with address and control', 9, joined([hex('ff03 0021'), v4])],
  ['PPP with a short protocol', 50, joined([hex('21'), v4])],
  ['PPPoE without Ethernet', 51, joined([hex('1100 0001'), u16(2 + v4.length), hex('0021'), v4])],
  ['FDDI', 10, joined([hex(`50 ${mac} ${mac} aaaa03 000000 0800`), v4])],
  ['802.11 to the access point', 105, joined([wireless('0801'), hex('aaaa03 000000 0800'), v4])],
  ['802.11 with quality of service', 105, joined([wireless('8802'), hex('0000 aaaa03 000000 0800'), v4])],
  ['radiotap', 127, joined([hex('00000900 00000000 00'), wireless('0800'), hex('aaaa03 000000 0800'), v4])],
  ['the log of a packet filter', 239, joined([hex('0200 0000 0500 0a00 78000000'), nflogPayload(v4)])],
  ['Cisco HDLC', 104, joined([hex('0f00 0800'), v4])],
])('%s leads to the datagram', (_name, linkType, bytes) => {
  const { verdict, packet } = decoded(bytes, { linkType });
  expect(verdict).toBe(Verdict.internet);
  expect(packet).toMatchObject({ protocol: 17, srcPort: 5353, dstPort: 53, cut: 0 });
  expect(payloadOf(packet)).toBe('hello');
});

test('Linux cooked captures name the sender alone', () => {
  const { packet } = decoded(joined([hex(`0000 0001 0006 ${mac} 0000 0800`), v4]), { linkType: 113 });
  expect(packet).toMatchObject({ hasSrcMac: true, srcMacHigh: 0x0200, srcMacLow: 1, hasDstMac: false });
});

test.each([
  ['between stations', '0800', 4, 3],
  ['to the access point', '0801', 4, 5],
  ['from the access point', '0802', 5, 3],
  ['between access points', '0803', 6, 5],
])('802.11 names sender and receiver %s', (_name, control, src, dst) => {
  const fourth = control === '0803' ? hex('020000000006') : new Uint8Array();
  const { packet } = decoded(joined([wireless(control), fourth, hex('aaaa03 000000 0800'), v4]), { linkType: 105 });
  expect(packet).toMatchObject({ srcMacLow: src, dstMacLow: dst, srcPort: 5353 });
});

test('an encrypted 802.11 frame shows who sends, and no more', () => {
  const { verdict, packet } = decoded(joined([wireless('0841'), v4]), { linkType: 105 });
  expect(verdict).toBe(Verdict.link);
  expect(packet).toMatchObject({ hasSrcMac: true, etherType: 0, ipVersion: 0 });
});

test('the outer and the inner VLAN are told', () => {
  const inner = vlan(0x2000 | 20, 0x0800, v4);
  expect(decoded(ethernet(0x88a8, vlan(10, 0x8100, inner))).packet).toMatchObject({ vlan: 10, innerVlan: 20 });
  expect(decoded(ethernet(0x8100, inner)).packet).toMatchObject({ vlan: 20, innerVlan: NO_VLAN });
});

test.each([
  ['ARP', ethernet(0x0806, text('who has')), 0x0806, 'who has'],
  ['LLDP in a VLAN', ethernet(0x8100, vlan(3, 0x88cc, text('lldp'))), 0x88cc, 'lldp'],
  ['CDP', ethernet(13, joined([hex('aaaa03 00000c 2000'), text('cisco'), new Uint8Array(30)])), 0x2000, 'cisco'],
  ['spanning tree', ethernet(7, joined([hex('424203'), text('bpdu'), new Uint8Array(30)])), 0x42, 'bpdu'],
])('%s is left to who knows its EtherType, without padding', (_name, bytes, etherType, payload) => {
  const { verdict, packet } = decoded(bytes);
  expect(verdict).toBe(Verdict.link);
  expect(packet).toMatchObject({ etherType, ipVersion: 0, transportStart: -1 });
  expect(payloadOf(packet)).toBe(payload);
});

test('padding is no payload', () => {
  const { packet } = decoded(joined([ethernet(0x0800, ipv4(6, tcp(1, 2, text('x')))), new Uint8Array(19)]));
  expect(payloadOf(packet)).toBe('x');
});

test('what the snapshot length cut off is counted', () => {
  const whole = ethernet(0x0800, ipv4(6, tcp(1, 2, text('0123456789'))));
  const { packet } = decoded(whole.subarray(0, -4), { wireLength: whole.length });
  expect(payloadOf(packet)).toBe('012345');
  expect(packet.cut).toBe(4);
});

test.each([
  ['IPv4', ethernet(0x0800, ipv4(6, tcp(1, 2, text('offloaded')), { totalLength: 0 }))],
  ['IPv6', ethernet(0x86dd, ipv6(6, tcp(1, 2, text('offloaded')), { payloadLength: 0 }))],
])('an %s length of zero is a packet that the network card will cut', (_name, bytes) => {
  expect(payloadOf(decoded(bytes).packet)).toBe('offloaded');
});

test('a UDP length shorter than the packet ends the payload, a longer one does not', () => {
  expect(payloadOf(decoded(ipv4(17, udp(1, 2, text('hello'), 10)), { linkType: 101 }).packet)).toBe('he');
  expect(payloadOf(decoded(ipv4(17, udp(1, 2, text('hello'), 900)), { linkType: 101 }).packet)).toBe('hello');
});

test('IPv4 options and IPv6 extension headers are passed', () => {
  expect(payloadOf(decoded(ipv4(17, datagram, { options: hex('94040000') }), { linkType: 101 }).packet)).toBe('hello');
  const extensions = joined([
    hex('2b00 050200000100'),
    hex('3c01 0000000000000000000000000000'),
    hex('3300 010400000000'),
    hex(`2c04 ${'00'.repeat(22)}`),
    ipv6Fragment(17, datagram, 1, 0, false),
  ]);
  const { verdict, packet } = decoded(ipv6(0, extensions), { linkType: 229 });
  expect(verdict).toBe(Verdict.internet);
  expect(packet).toMatchObject({ protocol: 17, srcPort: 5353, fragmentOffset: 0 });
});

test('SCTP, UDP-Lite and ICMP show what they have', () => {
  const sctp = joined([u16(2905), u16(2906), u32(0), u32(0), text('chunk')]);
  expect(decoded(ipv4(132, sctp), { linkType: 101 }).packet).toMatchObject({ srcPort: 2905, dstPort: 2906 });
  expect(decoded(ipv4(136, datagram), { linkType: 101 }).packet).toMatchObject({ srcPort: 5353 });
  const ping = decoded(ipv6(58, hex('8701 0000 00000000')), { linkType: 229 }).packet;
  expect(ping).toMatchObject({ icmpType: 0x87, icmpCode: 1, srcPort: 0, protocol: 58 });
  expect(ping.payloadEnd - ping.payloadStart).toBe(4);
});

test.each([
  ['a header that is cut off', v4.subarray(0, 19)],
  ['another version', joined([hex('55'), v4.subarray(1)])],
  ['a header length below the least', joined([hex('44'), v4.subarray(1)])],
  ['a total length within the header', ipv4(17, datagram, { totalLength: 19 })],
])('an IPv4 packet with %s is unreadable', (_name, bytes) => {
  expect(decoded(ethernet(0x0800, bytes)).verdict).toBe(Verdict.unreadable);
});

test.each([
  ['cut off', ipv4(6, tcp(1, 2).subarray(0, 19))],
  ['longer than the packet', ipv4(6, tcp(1, 2).with(12, 0xf0))],
])('a TCP header that is %s has no ports', (_name, bytes) => {
  const { verdict, packet } = decoded(bytes, { linkType: 101 });
  expect(verdict).toBe(Verdict.internet);
  expect(packet).toMatchObject({ transportStart: -1, srcPort: 0, dstPort: 0 });
});

test('a TCP header that claims less than its fixed part has ports and no payload', () => {
  const { packet } = decoded(ipv4(6, tcp(1, 2, text('data')).with(12, 0x40)), { linkType: 101 });
  expect(packet).toMatchObject({ srcPort: 1, dstPort: 2, cut: 0 });
  expect(payloadOf(packet)).toBe('');
});

test('a packet leaves nothing behind in the next one', () => {
  const packet = new Packet();
  decode(frameOf(ethernet(0x8100, vlan(1, 0x86dd, ipv6(6, tcp(1, 2)))), { number: 1 }), packet);
  decode(frameOf(ipv4(1, hex('0800 0000')), { linkType: 101 }), packet);
  const fresh = decoded(ipv4(1, hex('0800 0000')), { linkType: 101 }).packet;
  const kept = { srcMacHigh: 0, srcMacLow: 0, dstMacHigh: 0, dstMacLow: 0, seq: 0, ack: 0, window: 0 };
  const { bytes, view } = fresh;
  expect(Object.assign(packet, kept, { bytes, view })).toEqual(fresh);
});

const samples: readonly (readonly [number, Uint8Array])[] = [
  [
    1,
    ethernet(
      0x88a8,
      vlan(10, 0x8100, vlan(20, 0x0800, ipv4(6, tcp(1, 2, text('data'), { options: hex('01010101') })))),
    ),
  ],
  [1, ethernet(0x86dd, ipv6(44, ipv6Fragment(17, datagram, 7, 8, true)))],
  [1, ethernet(0x8864, joined([hex('1100 0001'), u16(2 + v6.length), hex('0057'), v6]))],
  [1, ethernet(8 + v4.length, joined([hex('aaaa03 000000 0800'), v4]))],
  [1, ethernet(0x8847, joined([hex('00010040 00020140'), v4]))],
  [0, joined([hex('1e000000'), v6])],
  [113, joined([hex(`0000 0001 0006 ${mac} 0000 0800`), v4])],
];

function expectSound(bytes: Uint8Array, linkType: number, wireLength: number): void {
  const { verdict, packet } = decoded(bytes, { linkType, wireLength });
  expect(packet.payloadStart).toBeGreaterThanOrEqual(32);
  expect(packet.payloadEnd).toBeGreaterThanOrEqual(packet.payloadStart);
  expect(packet.payloadEnd).toBeLessThanOrEqual(32 + bytes.length);
  expect(packet.cut).toBeGreaterThanOrEqual(0);
  expect(verdict >= Verdict.internet).toBe(packet.ipVersion !== 0);
  if (verdict !== Verdict.internet) expect(packet.transportStart).toBe(-1);
}

test('any bytes of any link type are decoded within their bounds', () => {
  const linkTypes = fc.constantFrom(...Object.values(LinkType), 9999);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), linkTypes, fc.nat(2000), expectSound), { numRuns: 3000 });
});

test('packets that are cut, or whose lengths lie, are decoded within their bounds', () => {
  const changes = fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 4 });
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      changes,
      fc.nat(140),
      fc.nat(2000),
      ([linkType, sample], change, cut, wire) => {
        const bytes = sample.slice(0, cut);
        for (const [at, value] of change) if (at < bytes.length) bytes[at] = value;
        expectSound(bytes, linkType, wire);
      },
    ),
    { numRuns: 3000 },
  );
});

test('tags and headers without end are passed in one go', () => {
  const tags = joined(Array.from({ length: 60_000 }, () => hex('00018100')));
  expect(decoded(ethernet(0x8100, tags)).verdict).toBe(Verdict.unreadable);
  const snaps = joined(Array.from({ length: 20_000 }, () => hex('aaaa03 000000 8870')));
  expect(decoded(ethernet(0x8870, snaps)).verdict).toBe(Verdict.unreadable);
  const options = joined(Array.from({ length: 8000 }, () => hex('3c00 000000000000')));
  expect(decoded(ipv6(60, options), { linkType: 229 }).packet.transportStart).toBe(-1);
});
