import { expect, test } from 'vitest';
import { hospital } from '../../../web/fixture.ts';
import { htmlPage } from './page.ts';

test('the page needs nothing from outside and runs nothing', () => {
  const page = htmlPage(hospital());
  expect(page).not.toMatch(/<script|<link|<iframe|\ssrc=|url\(|@import/);
  expect(page.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
});

test('what a device says of itself cannot become markup', () => {
  const document = hospital();
  const [device] = document.devices;
  if (device === undefined) throw new Error('no devices');
  const hostile = `"><img src=x onerror=alert(1)>'&`;
  device.names.unshift(hostile);
  device.attributes.push({ name: 'hostname', value: hostile, protocol: 'dhcp', capture: 0, frame: 1, confidence: 1 });
  const page = htmlPage(document);
  expect(page).not.toContain('<img');
  expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;');
});

test('every device and every finding is on it', () => {
  const document = hospital();
  const page = htmlPage(document);
  for (const { id, scope } of document.devices) if (scope === 'local') expect(page).toContain(`id="${id}"`);
  expect(page.match(/class="finding /g)?.length).toBe(document.findings.length);
});
