import { describe, expect, test } from 'vitest';
import { deviceName, productName, typeLabel } from './device-name.ts';

const NAMELESS = { names: [], manufacturer: null, model: null, type: 'unknown', addresses: ['10.0.0.9'], macs: [] };

describe('the name of a device', () => {
  test('is its own', () => {
    expect(deviceName({ ...NAMELESS, names: ['CT-1', 'ct1.local'] })).toBe('CT-1');
  });

  test('stays on one line, whatever its owner wrote', () => {
    expect(deviceName({ ...NAMELESS, names: ['CT-1\n\nCRITICAL \u202eall'] })).toBe('CT-1 CRITICAL all');
    expect(deviceName({ ...NAMELESS, names: ['\n'] })).toBe('10.0.0.9');
  });

  test('is its product and where it is, when it has none', () => {
    expect(deviceName({ ...NAMELESS, manufacturer: 'ICU Medical', model: 'Plum A+' })).toBe(
      'ICU Medical Plum A+ at 10.0.0.9',
    );
  });

  test('is its type and where it is, when the product is unknown too', () => {
    expect(deviceName({ ...NAMELESS, type: 'infusion-pump' })).toBe('Infusion pump at 10.0.0.9');
  });

  test('is its address when nothing else is known', () => {
    expect(deviceName(NAMELESS)).toBe('10.0.0.9');
    expect(deviceName({ ...NAMELESS, addresses: [], macs: ['00:03:b1:00:00:01'] })).toBe('00:03:b1:00:00:01');
  });
});

test('a product does not say its maker twice', () => {
  expect(productName({ manufacturer: 'Orthanc', model: 'Orthanc' })).toBe('Orthanc');
  expect(productName({ manufacturer: 'Philips', model: null })).toBeUndefined();
});

test.each([
  ['infusion-pump', 'Infusion pump'],
  ['ct', 'CT'],
  ['hl7-gateway', 'HL7 gateway'],
  ['unknown', 'Unknown type'],
])('the type %s reads %s', (type, label) => {
  expect(typeLabel(type)).toBe(label);
});
