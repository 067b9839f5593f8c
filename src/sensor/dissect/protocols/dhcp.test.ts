import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { dhcp, type DhcpEvent } from './dhcp.ts';
import { acknowledge, discover, message, option } from './dhcp.samples.ts';

function read(bytes: Uint8Array): DhcpEvent {
  const events: DhcpEvent[] = [];
  dhcp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  const [event] = events;
  if (event === undefined) throw new Error('nothing was said');
  return event;
}

test('a client describes itself', () => {
  expect(read(discover)).toMatchObject({
    type: 'DISCOVER',
    from: 'client',
    client: '00:03:b1:b5:b6:48',
    clientAddress: undefined,
    hostname: 'PLUM-A-17',
    vendorClass: 'udhcp 1.19.4',
    fingerprint: '1,3,6,12,15,28,42',
    clientId: '010003b1b5b648',
  });
});

test('a server names itself, what it gives and for how long', () => {
  expect(read(acknowledge)).toMatchObject({
    type: 'ACK',
    from: 'server',
    client: '00:03:b1:b5:b6:48',
    yourAddress: '10.0.0.155',
    server: '10.0.0.1',
    routers: ['10.0.0.254'],
    resolvers: ['10.0.0.2', '10.0.0.3'],
    leaseSeconds: 3600,
    relayInformation: '010400070103',
  });
});

test('options that overflow into the fields for the boot file and the server are read there, in that order', () => {
  const overloaded = message(1, [...option(53, [3]), ...option(52, [3]), ...option(55, [1, 3])], {
    file: [...option(55, [6]), ...option(12, 'pump'), 255],
    sname: [...option(55, [15]), 255],
  });
  expect(read(overloaded)).toMatchObject({ fingerprint: '1,3,6,15', hostname: 'pump', bootFile: undefined });
});

test('the fields for the boot file and the server are what they are for otherwise', () => {
  const booted = message(2, option(53, [5]), { file: [...Buffer.from('pxe.0')], sname: [...Buffer.from('boot')] });
  expect(read(booted)).toMatchObject({ bootFile: 'pxe.0', bootServer: 'boot' });
  const told = message(2, [...option(66, '10.0.0.9'), ...option(67, 'other.0')], { file: [...Buffer.from('pxe.0')] });
  expect(read(told)).toMatchObject({ type: 'BOOTREPLY', bootFile: 'other.0', bootServer: '10.0.0.9' });
});

test.each([
  ['in ASCII', [0, 0, 0, ...Buffer.from('pump.ward.example')]],
  ['as in DNS', [4, 0, 0, 4, ...Buffer.from('pump'), 4, ...Buffer.from('ward'), 7, ...Buffer.from('example'), 0]],
])('a full name is read %s', (_, value) => {
  expect(read(message(1, option(81, value))).fqdn).toBe('pump.ward.example');
});

test('a vendor may lay out its option as it likes, and is named by its number elsewhere', () => {
  const [laidOut, own] = [option(43, [1, 1, 7, 3, 0, 255]), option(43, [0xf1, 0x40, 9])];
  const enterprises = [...option(124, [0, 0, 0x01, 0x37, 1, 5]), ...option(125, [0, 0, 0, 9, 0])];
  expect(read(message(1, [...laidOut, ...enterprises]))).toMatchObject({
    vendorOptions: [1, 3],
    enterprises: [311, 9],
  });
  expect(read(message(1, own)).vendorOptions).toEqual([]);
});

test('a zero at the end of a text is no part of it, and text without anything else is none', () => {
  expect(read(message(1, [...option(12, 'pump\0'), ...option(60, '\0')]))).toMatchObject({
    hostname: 'pump',
    vendorClass: undefined,
  });
});

test('a client that is not on Ethernet has no hardware address for us', () => {
  expect(read(discover.with(1, 32)).client).toBeUndefined();
});

test('an option longer than what is left is a violation', () => {
  expect(() => read(message(1, [12, 200, 65]))).toThrow(Violation);
});

test('what only looks like it is not recognised', () => {
  expect(dhcp.probe(discover, 'originator')).toBe(true);
  expect(dhcp.probe(discover.with(0, 3), 'originator')).toBe(false);
  expect(dhcp.probe(discover.with(236, 0), 'originator')).toBe(false);
  expect(dhcp.probe(discover.subarray(0, 239), 'originator')).toBe(false);
});
