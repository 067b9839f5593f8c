import { array, assert, ipV4, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { addressesIn, hostKey, isNothing, macsIn, makerKey, serialKey, udiKey, versionKey } from './values.ts';

test.each([
  ['00:03:B1:B5:B6:48', ['00:03:b1:b5:b6:48']],
  ['0003.b1b5.b648', ['00:03:b1:b5:b6:48']],
  ['00-03-b1-b5-b6-48', ['00:03:b1:b5:b6:48']],
  ['0003b1b5b648', ['00:03:b1:b5:b6:48']],
  ['0003B1-B5B648', ['00:03:b1:b5:b6:48']],
  ['wired 0003b1b5b648 / wireless 0003b1b5b649', ['00:03:b1:b5:b6:48', '00:03:b1:b5:b6:49']],
  ['00:00:00:00:00:00', []],
  ['ff:ff:ff:ff:ff:ff', []],
  ['SN 0003b1b5b64812', []],
  ['DHCP', []],
])('hardware addresses in %j', (text, macs) => {
  expect(macsIn(text)).toEqual(macs);
});

test.each([
  ['10.20.1.7', ['10.20.1.7']],
  ['010.020.001.007', ['10.20.1.7']],
  ['10.20.1.7/24', ['10.20.1.7']],
  ['10.20.1.7; 10.20.1.8', ['10.20.1.7', '10.20.1.8']],
  ['10.20.1.7/10.20.1.8', ['10.20.1.7', '10.20.1.8']],
  ['2001:DB8:0:0::1', ['2001:db8::1']],
  ['0.0.0.0', []],
  ['10.20.1.700', []],
  ['DHCP', []],
])('internet addresses in %j', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test('serial numbers are the same whatever stands between and before their letters and digits', () => {
  for (const text of ['00012-345 a', '12345A', 'S/N: 12345A', 'Serial No 12345-A'])
    expect(serialKey(text)).toBe('12345A');
  expect(serialKey('SN12345')).toBe('SN12345');
});

test.each(['', ' ', 'N/A', 'unknown', 'none', '0000', '-', 'See label', '1.23457E+11', '12345', 'No S/N visible'])(
  '%j says nothing',
  (text) => {
    expect(isNothing(text)).toBe(true);
    expect(serialKey(text)).toBe('');
  },
);

test('a host is named without its domain, and an address is no name', () => {
  expect(hostKey('CT01.radiology.example.')).toBe('ct01');
  expect(hostKey('10.20.1.7')).toBe('');
});

test('a UDI is its product and serial number, and a GTIN its product', () => {
  expect(udiKey('(01)00844588003288(17)141120(10)7654321D(21)10987654d321')).toBe('00844588003288/10987654D321');
  expect(udiKey('844588003288')).toBe('00844588003288');
  expect(udiKey('pump')).toBe('');
});

test('makers and versions are compared by what they mean', () => {
  expect(makerKey('GE MEDICAL SYSTEMS')).toBe(makerKey('GE Healthcare'));
  expect(versionKey('Software Version V4.10, rev. B')).toBe('4.10 b');
});

test('any text is read', () => {
  const readers = [macsIn, addressesIn, serialKey, hostKey, udiKey, versionKey, makerKey];
  assert(
    property(string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const read of readers) expect(read(text)).toEqual(read(text));
    }),
  );
});

test('an address of ours is found again in any text that names it', () => {
  assert(
    property(array(ipV4(), { minLength: 1, maxLength: 3 }), (addresses) => {
      const found = addressesIn(addresses.join(', '));
      expect(addresses.filter((address) => found.includes(address))).toEqual(
        addresses.filter((address) => addressesIn(address).length === 1),
      );
    }),
  );
});
