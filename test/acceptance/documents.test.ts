/** Every capture of the shared corpus becomes a document that keeps its schema and its references, a text and a page. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { AnalysisDocument } from '../../src/analysis/document.ts';
import { htmlPage } from '../../src/cli/html/page.ts';
import { textReport } from '../../src/cli/text-report.ts';
import { openFile } from '../../src/sensor/capture/source.ts';
import { root } from './command.ts';

const CORPUS = join(root, '..', 'shared', 'corpus');
const MANIFEST = join(CORPUS, 'manifest.tsv');

const present = existsSync(MANIFEST);
if (!present) console.log(`${CORPUS} is not here: no documents are made of it`);

describe.skipIf(!present)('of the corpus', () => {
  test('every capture gives one that can be relied on', async () => {
    const [, ...rows] = readFileSync(MANIFEST, 'utf8').trim().split('\n');
    expect(rows.length).toBeGreaterThan(900);
    const wrong: string[] = [];
    for (const row of rows) {
      const [file = ''] = row.split('\t');
      const document = await analyze([() => openFile(join(CORPUS, file))]);
      for (const problem of problems(document)) wrong.push(`${file}: ${problem}`);
      expect(textReport(document).length).toBeGreaterThan(0);
      expect(htmlPage(document)).toContain('</html>');
    }
    expect(wrong).toEqual([]);
  });
});

function problems(document: AnalysisDocument): string[] {
  const { devices, conversations, captures } = document;
  const checked = AnalysisDocument.safeParse(document);
  const ids = new Set(devices.map(({ id }) => id));
  const frames = captures[0]?.frames ?? 0;
  const named = conversations.flatMap(({ client, server }) => [client.device, server.device]);
  const cited = devices.flatMap(({ attributes }) => attributes.map(({ frame }) => frame));
  return [
    ...(checked.success
      ? []
      : checked.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`)),
    ...(ids.size === devices.length ? [] : ['two devices share an id']),
    ...(new Set(conversations.map(({ id }) => id)).size === conversations.length
      ? []
      : ['two conversations share an id']),
    ...(named.every((id) => id === null || ids.has(id)) ? [] : ['a conversation names a device that is not there']),
    ...(cited.every((frame) => frame >= 1 && frame <= frames) ? [] : ['evidence names a frame that is not there']),
  ];
}
