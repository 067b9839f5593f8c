import { expect, test } from 'vitest';
import { TAXONOMY } from '../taxonomy.ts';
import { DICOM_RULES } from './dicom.ts';
import { HL7_RULES } from './hl7.ts';
import { MAKER_RULES } from './makers.ts';
import { NAME_RULES } from './names.ts';
import { NETWORK_RULES } from './network.ts';
import { productIn } from './products.ts';
import { SYSTEM_RULES } from './system.ts';
import { THING_RULES } from './things.ts';

test.each([
  [
    'Draeger Infinity Delta, SW VF10.1, SN 5398123456',
    {
      type: 'patient-monitor',
      manufacturer: 'Dräger',
      model: 'Infinity Delta',
      version: 'VF10.1',
      serial: '5398123456',
    },
  ],
  [
    'ICUMedical-Plum360/15.11.00',
    { type: 'infusion-pump', manufacturer: 'ICU Medical', model: 'Plum 360', version: '15.11.00' },
  ],
  ['Baxter Spectrum IQ', { type: 'infusion-pump', manufacturer: 'Baxter', model: 'Spectrum IQ' }],
  ['MAGNETOM Vida', { type: 'mr', manufacturer: 'Siemens Healthineers', model: 'MAGNETOM Vida' }],
])('%s names a product', (text, product) => {
  expect(productIn(text)).toEqual(product);
});

test.each([
  'nginx/1.22.1',
  'MSFT 5.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  'WARD3-PC07',
  'Linux ward7 5.4.0-42-generic',
])('%s names none', (text) => {
  expect(productIn(text)).toBeUndefined();
});

test('every rule speaks of a kind that the taxonomy knows, and is never certain', () => {
  const rules = [
    ...DICOM_RULES,
    ...HL7_RULES,
    ...MAKER_RULES,
    ...NAME_RULES,
    ...NETWORK_RULES,
    ...SYSTEM_RULES,
    ...THING_RULES,
  ];
  for (const { says, confidence, pattern } of rules) {
    expect(confidence).toBeLessThan(1);
    expect(pattern.global).toBe(false);
    if (says.type !== undefined) expect(TAXONOMY).toHaveProperty([says.type]);
  }
});
