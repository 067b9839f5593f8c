/** docs/attributes.md names every attribute that an observer may write down. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, 'protocols');
const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'attributes.md'), 'utf8');
const documented = new Set(page.match(/`[a-z0-9-]+`/g)?.map((name) => name.slice(1, -1)));

const sources = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && !file.includes('.test.'));

test.each(sources)('%s', (file) => {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  const written = [...source.matchAll(/attribute\([^,]+,\s*'(?<name>[a-z0-9-]+)'/g)].map(
    ({ groups }) => groups?.['name'],
  );
  expect(written.filter((name) => name === undefined || !documented.has(name))).toEqual([]);
});

test('some are found at all', () => {
  const all = sources.map((file) => readFileSync(join(FOLDER, file), 'utf8')).join('\n');
  expect(all.match(/attribute\([^,]+,\s*'/g)?.length).toBeGreaterThan(40);
});
