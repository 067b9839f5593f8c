/** The architecture, kept true: a file lies in a folder named here and imports only from where that folder may. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

/** What a folder needs that keeps something and answers for it. */
const STORED = ['platform/store', 'platform/bus', 'platform/http'];

/** Which folders each folder may import from, besides itself. Read downwards, it is the pipeline. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  'platform/store': ['lib'],
  'platform/bus': ['lib', 'platform/store'],
  'platform/process': ['lib'],
  'platform/log': ['lib'],
  // Answers to repeated requests are kept in the database.
  'platform/http': ['lib', 'platform/store'],
  'platform/auth': ['lib', 'platform/store', 'platform/http'],
  'platform/webhook': ['lib', 'platform/store', 'platform/bus', 'platform/http'],
  'sensor/capture': ['lib'],
  'sensor/decode': ['lib', 'sensor/capture'],
  'sensor/flow': ['lib', 'sensor/decode'],
  'sensor/dissect': ['lib'],
  'sensor/observe': ['lib', 'sensor/dissect'],
  sensor: ['lib', 'sensor/capture', 'sensor/decode', 'sensor/flow', 'sensor/dissect', 'sensor/observe'],
  inventory: ['lib', ...STORED, 'sensor/observe', 'analysis/document.ts'],
  asset: ['lib', ...STORED, 'platform/webhook', 'inventory', 'analysis/document.ts'],
  switch: ['lib', ...STORED, 'inventory', 'analysis/document.ts'],
  dataflow: ['lib', ...STORED, 'sensor/observe', 'inventory', 'analysis/document.ts'],
  // What the world says of weaknesses: files and feeds, which know nothing of the devices of this hospital.
  // Its own process looks after them, for reading them all takes seconds of a processor.
  intel: ['lib', ...STORED, 'platform/process'],
  // Formats and sums that are true of any device: pure, so that readers of them need nothing else.
  'vulnerability/cvss': ['lib'],
  'vulnerability/sbom': ['lib'],
  // An advisory also says who is not affected.
  'vulnerability/vex': ['lib', 'vulnerability/sbom', 'vulnerability/csaf/advisory.ts'],
  // Reads the copies that the feeds keep.
  'vulnerability/records': ['lib', 'platform/http', 'intel', 'vulnerability/cvss'],
  analysis: ['lib', 'sensor/capture', 'sensor/observe', 'sensor', 'inventory', 'dataflow'],
  ingest: [
    'lib',
    ...STORED,
    'platform/process',
    'platform/webhook',
    'sensor/observe',
    'sensor/window.ts',
    'inventory',
    'dataflow',
    'analysis',
  ],
  // What the outside says of our devices: it knows who they are, and nothing of how they were seen.
  // Tells other systems of advisories that affect devices.
  vulnerability: ['lib', ...STORED, 'platform/webhook', 'inventory', 'analysis/document.ts'],
  capture: ['lib', ...STORED, 'platform/process', 'sensor/capture', 'sensor', 'inventory', 'ingest'],
  cli: [
    'lib',
    ...STORED,
    'platform/process',
    'platform/auth',
    'platform/webhook',
    'platform/log',
    'sensor/capture',
    'sensor',
    'inventory',
    'asset',
    'switch',
    'dataflow',
    'analysis',
    'ingest',
    'capture',
    'intel',
    'vulnerability',
    'vulnerability/records',
  ],
};
const ROOT_FILES = ['main.ts'];
/** Files that may be longer than {@link MAX_LINES}: tables that state facts, and nothing else. */
const TABLES: readonly string[] = [];
const MAX_LINES = 400;

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/\.(test|samples)\.ts$/.test(file),
);

describe.each(files)('%s', (file) => {
  const source = readFileSync(join(import.meta.dirname, file), 'utf8');

  test('imports only what its folder may', () => {
    if (ROOT_FILES.includes(file)) return;
    const folder = folderOf(file);
    if (folder === undefined) throw new Error(`${file} lies in no folder of the architecture`);
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    const wrong = importsOf(file, source).filter(
      (target) => !allowed.includes(target) && !allowed.includes(folderOf(target) ?? target),
    );
    expect(wrong).toEqual([]);
  });

  test('says what it is for, and is no longer than one can read', () => {
    const lines = source.split('\n').length - 1;
    if (lines > 15) expect(source).toMatch(/^\/\*\*/);
    if (!TABLES.includes(file)) expect(lines).toBeLessThanOrEqual(MAX_LINES);
  });
});

/** The deepest folder of the table that holds `file`. */
function folderOf(file: string): string | undefined {
  const holding = Object.keys(MAY_IMPORT).filter((folder) => file.startsWith(`${folder}/`));
  return holding.toSorted((a, b) => b.length - a.length)[0];
}

/** The files of ours that `file` imports or re-exports, types included. */
function importsOf(file: string, source: string): string[] {
  const { module } = parseSync(file, source);
  const paths = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  return paths.filter((path) => path.startsWith('.')).map((path) => normalize(join(dirname(file), path)));
}
