import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFile } from '../sensor/capture/source.ts';
import { analyze } from './analyze.ts';
import { AnalysisDocument } from './document.ts';
import { schemaText } from './schema.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('the published schema is that of the document (npm run schema writes it)', () => {
  expect(readFileSync(join(ROOT, 'schema', 'analysis.schema.json'), 'utf8')).toBe(schemaText());
});

test('the document of the demo hospital is what the schema says, and refers to nothing that it does not hold', async () => {
  const document = await analyze([() => openFile(join(ROOT, 'lab', 'demo', 'hospital.pcap.gz'))]);
  expect(AnalysisDocument.parse(document)).toEqual(document);
  const ids = new Set(document.devices.map(({ id }) => id));
  const named = [
    ...document.conversations.flatMap(({ client, server }) => [client.device, server.device]),
    ...document.findings.flatMap(({ device, peer }) => [device, peer]),
  ];
  expect(named.filter((id) => id !== null && !ids.has(id))).toEqual([]);
  const frames = document.captures[0]?.frames ?? 0;
  const cited = [
    ...document.devices.flatMap(({ attributes }) => attributes.map(({ frame }) => frame)),
    ...document.findings.flatMap(({ evidence }) => evidence.map(({ frame }) => frame)),
  ];
  expect(cited.length).toBeGreaterThan(100);
  expect(cited.filter((frame) => frame < 1 || frame > frames)).toEqual([]);
});
