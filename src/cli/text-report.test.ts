import { expect, test } from 'vitest';
import { hospital } from '../../web/fixture.ts';
import type { Child } from '../analysis/document.ts';
import { htmlPage } from './html/page.ts';
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

test('devices behind a gateway are listed apart, and those that have an address of their own only once', () => {
  const document = hospital();
  const [gateway, known] = document.devices;
  if (gateway === undefined || known === undefined) throw new Error('no devices');
  const pump: Child = {
    id: 'c-1',
    kind: 'device',
    name: 'P2',
    manufacturer: 'ICU Medical',
    model: 'Plum 360',
    serial: 'SN-2',
    software: null,
    udi: null,
    mac: null,
    class: 'medical',
    type: 'infusion-pump',
    device: null,
    evidence: [],
  };
  gateway.children = [pump, { ...pump, id: 'c-2', name: 'TWICE', device: known.id }];
  const report = textReport(document);
  expect(report).toContain('\n1 device behind gateways, without an address here\n');
  expect(report).toMatch(/^P2 +infusion-pump +ICU Medical +Plum 360 +SN-2 +\S/m);
  expect(report).not.toContain('TWICE');
  expect(htmlPage(document)).toContain('P2 (Infusion pump, ICU Medical Plum 360, serial SN-2)');
});
