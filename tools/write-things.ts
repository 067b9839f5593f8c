/** Writes `docs/things.md` from the corpus of third-party captures: how things are typed and told apart. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnalysisDocument } from '../src/analysis/document.ts';
import { nearest, type Thing, thingsOf } from './things/things.ts';

const root = join(import.meta.dirname, '..');
const CORPUS = join(root, '..', 'shared', 'corpus');

const [names = [], ...manifest] = readFileSync(join(CORPUS, 'manifest.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'));
const column = (row: readonly string[], name: string): string => row[names.indexOf(name)] ?? '';
const captures = manifest.filter((row) => column(row, 'group') === 'iot-device');
const files = captures.map((row) => join(CORPUS, column(row, 'file')));
const { stdout } = spawnSync(
  process.execPath,
  [join(root, 'bin', 'wardline.js'), 'analyze', '--each', '--json', ...files],
  { encoding: 'utf8', maxBuffer: 2 ** 28 },
);
const documents = stdout
  .trim()
  .split('\n')
  .map((line) => AnalysisDocument.parse(JSON.parse(line)));
const things = thingsOf(documents.map((document, at) => ({ label: column(captures[at] ?? [], 'label'), document })));
const labels = [...new Set(things.map(({ label }) => label))].toSorted();
const found = things.map((thing) => nearest(thing, things));
const twice = things.filter(({ label }) => things.filter((other) => other.label === label).length > 1);
const right = twice.filter((thing) => found[things.indexOf(thing)] === thing.label).length;

writeFileSync(
  join(root, 'docs', 'things.md'),
  `# Things that nobody administers

Made by \`npm run things\` from ${captures.length} captures of the IoT Sentinel collection, which lie beside the repository: consumer devices that are set up
once and once more. ${things.length} of the captures show the labelled device; the rules were written from makers' manuals, with these captures at hand.

| label | captures | typed as | maker | model |
|---|---:|---|---|---|
${labels.map(typeRow).join('\n')}

None is called medical: ${things.filter(({ class: kind }) => kind === 'medical' || kind === 'clinical-it').length} of ${things.length}.

## Told apart

For each capture, the other capture whose device says most of the same (maker of the card, DHCP, TCP and TLS fingerprints, names without their serial
numbers, services, programs): a row is what it is, a column what it was taken for. ${right} of ${twice.length} captures of devices that are there twice or more found their own.

| | ${labels.join(' | ')} | nobody |
|---|${labels.map(() => '---:').join('|')}|---:|
${labels.map(confusionRow).join('\n')}
`,
);

function typeRow(label: string): string {
  const own = things.filter((thing) => thing.label === label);
  const said = (field: (thing: Thing) => string | null): string =>
    [...new Set(own.map((one) => field(one) ?? '–'))].join(', ');
  return `| ${label} | ${own.length} | ${said(({ type }) => type)} | ${said(({ manufacturer }) => manufacturer)} | ${said(({ model }) => model)} |`;
}

function confusionRow(label: string): string {
  const taken = things.flatMap((thing, at) => (thing.label === label ? [found[at]] : []));
  const cells = [...labels, undefined].map((other) => taken.filter((one) => one === other).length || '');
  return `| ${label} | ${cells.join(' | ')} |`;
}
