import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { parseUdi } from './udi.ts';

test('GS1 in brackets, as printed under a barcode', () => {
  expect(parseUdi('(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234')).toEqual({
    issuer: 'GS1',
    di: '51022222233336',
    made: '2014-12-31',
    expires: '2015-07-07',
    lot: 'A213B1',
    serial: '1234',
  });
});

test('GS1 as a scanner sends it, a group separator after what may be of any length', () => {
  expect(parseUdi('0151022222233336111412311715070010A213B1\u001d211234')).toEqual({
    issuer: 'GS1',
    di: '51022222233336',
    made: '2014-12-31',
    expires: '2015-07',
    lot: 'A213B1',
    serial: '1234',
  });
});

test('fourteen digits whose check digit is wrong are no GS1 identifier', () => {
  expect(parseUdi('(01)51022222233337(21)1')).toBeUndefined();
});

test('HIBCC with an expiry date, a lot, a serial and a date of manufacture', () => {
  expect(parseUdi('+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C')).toEqual({
    issuer: 'HIBCC',
    di: 'H123PARTNO1234567890120',
    expires: '2020-02-02',
    lot: 'LOT123456789012345',
    serial: 'XYZ456789012345678',
    made: '2013-02-02',
  });
});

test.each([
  ['+A999PUMP71/$$+3251231SN77Q', { di: 'A999PUMP71', expires: '2025-12-31', serial: 'SN77' }],
  ['+A999PUMP71/$$7LOT5Q', { di: 'A999PUMP71', lot: 'LOT5' }],
  ['+A999PUMP71/$$0128LOT5Q', { di: 'A999PUMP71', expires: '2028-01', lot: 'LOT5' }],
  ['+A999PUMP71/$$528032LOT5Q', { di: 'A999PUMP71', expires: '2028-02-01', lot: 'LOT5' }],
  ['+A999PUMP71/$+SN77Q', { di: 'A999PUMP71', serial: 'SN77' }],
])('HIBCC %s', (text, parts) => {
  expect(parseUdi(text)).toEqual({ issuer: 'HIBCC', ...parts });
});

test('ICCBBA, as for what is made of human tissue', () => {
  expect(parseUdi('=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123')).toEqual({
    issuer: 'ICCBBA',
    di: 'A9999XYZ100T0944',
    serial: '000025',
    lot: '000000000000XYZ123',
    expires: '2014-02-01',
    made: '2013-02-01',
  });
});

test('any text is read or is none, and never an error', () => {
  assert(
    property(
      constantFrom('', '(01)51022222233336', '0151022222233336', '+H123X1/', '=/A9999XYZ100T0944'),
      string(),
      (head, tail) => {
        parseUdi(head + tail);
      },
    ),
  );
});
