import { expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import { textReport } from './text-report.ts';

test('systems that keep and pass on patient data are counted apart from medical devices', () => {
  const document = hospital();
  const local = document.devices.filter(({ scope }) => scope === 'local');
  const counted = (wanted: string) => local.filter((device) => device.class === wanted).length;
  expect(counted('clinical-it')).toBeGreaterThan(0);
  expect(textReport(document)).toContain(
    `\n${local.length} devices: ${counted('medical')} medical, ${counted('clinical-it')} clinical IT\n`,
  );
});

test('a name with line breaks in it writes no line of its own', () => {
  const document = hospital();
  document.devices[0]?.names.unshift('CT-1\nNOTHING is wrong');
  expect(textReport(document)).not.toMatch(/^NOTHING/m);
});
