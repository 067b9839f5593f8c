import { expect, test } from 'vitest';
import { makerOf, MEDICAL_MAKERS, medicalMakerOf } from './manufacturers.ts';

test.each([
  ['GE MEDICAL SYSTEMS', 'GE HealthCare'],
  ['GE Healthcare', 'GE HealthCare'],
  ['SIEMENS', 'Siemens'],
  ['SIEMENS AG', 'Siemens'],
  ['Philips Medical Systems', 'Philips'],
  ['TOSHIBA_MEC', 'Canon Medical Systems'],
  ['ICU Medical, Inc.', 'ICU Medical'],
  ['Hospira Inc.', 'ICU Medical'],
  ['Draegerwerk AG', 'Dräger'],
  ['Cisco Systems, Inc', 'Cisco'],
  ['Converging Systems Inc.', 'Converging Systems'],
  ['Acme  Pumps Co., Ltd.', 'Acme Pumps'],
])('%s is %s', (spelling, maker) => {
  expect(makerOf(spelling)).toBe(maker);
});

test('a name that was made ours stays itself', () => {
  for (const maker of MEDICAL_MAKERS) expect(makerOf(maker)).toBe(maker);
});

test('Siemens in DICOM is its medical company', () => {
  expect(medicalMakerOf('SIEMENS')).toBe('Siemens Healthineers');
});
