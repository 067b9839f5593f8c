import { describe, expect, test } from 'vitest';
import { headingsKey, mapColumns } from './mapping.ts';

const fieldsOf = (headings: readonly string[]) => mapColumns(headings).map(({ field }) => field);

describe('exports of common systems are recognised', () => {
  test.each([
    [
      'TMS',
      [
        'Control Number',
        'Serial #',
        'Manufacturer',
        'Model',
        'Device Description',
        'Owner Department',
        'Location',
        'PM Due Date',
      ],
      ['asset', 'serial', 'manufacturer', 'model', 'description', 'department', 'location', 'pm-due'],
    ],
    [
      'Nuvolo, out of ServiceNow',
      [
        'asset_tag',
        'serial_number',
        'manufacturer.name',
        'model_number',
        'u_mac_address',
        'ip_address',
        'warranty_expiration',
      ],
      ['asset', 'serial', 'manufacturer', 'model', 'mac', 'address', 'warranty-end'],
    ],
    [
      'AIMS',
      ['TAG_NO', 'SERIAL_NO', 'MFR', 'MODEL_NO', 'EQUIP_DESC', 'COST_CENTER', 'ROOM', 'RISK'],
      ['asset', 'serial', 'manufacturer', 'model', 'description', 'department', 'location', 'risk'],
    ],
    [
      'MediMizer',
      ['EquipmentNumber', 'SerialNumber', 'ManufacturerName', 'ModelNumber', 'FirmwareVersion', 'InServiceDate'],
      ['asset', 'serial', 'manufacturer', 'model', 'software', 'installed'],
    ],
    [
      'EQ2',
      ['Asset ID', 'S/N', 'Make', 'Model Name', 'IP Address (static)', 'Host Name'],
      ['asset', 'serial', 'manufacturer', 'model', 'address', 'hostname'],
    ],
  ] as const)('%s', (_system, headings, fields) => {
    expect(fieldsOf(headings)).toEqual(fields);
  });
});

test('a field is taken from one column, the most telling; addresses from all that have them', () => {
  expect(fieldsOf(['Type', 'Description', 'Wired MAC', 'Wireless MAC'])).toEqual([null, 'description', 'mac', 'mac']);
});

test('what a person chose stays, also that a column is not taken over', () => {
  const columns = mapColumns(['Tag', 'Serial', 'Notes'], { Serial: null, Notes: 'location' });
  expect(columns).toEqual([
    { name: 'Tag', field: 'asset', guessed: true },
    { name: 'Serial', field: null, guessed: false },
    { name: 'Notes', field: 'location', guessed: false },
  ]);
});

test('columns about patients are neither recognised nor taken over', () => {
  expect(fieldsOf(['Patient Name', 'MRN', 'Patient Serial Number'])).toEqual([null, null, null]);
  expect(() => mapColumns(['Patient Name'], { 'Patient Name': 'owner' })).toThrow(/may tell of patients/);
});

test('the order of columns and their spelling do not make another file', () => {
  expect(headingsKey(['Serial Number', 'Tag'])).toBe(headingsKey(['TAG', 'serial_number']));
});
