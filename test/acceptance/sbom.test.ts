/** Every example of a bill of materials is read, or refused by name with the reason. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import { readSbom } from '../../src/vulnerability/sbom/read-sbom.ts';

const root = join(import.meta.dirname, '..', '..');
const FOLDER = join(root, '..', 'shared', 'intel', 'sbom');
const present = existsSync(FOLDER);
const files = (present ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) : []).filter(
  (file) => /\.(json|xml|spdx)$/.test(file) && !/^(purl_tests|cyclonedx_schema)/.test(file),
);
const invalid = files.filter((file) => /invalid-[^/]*$/.test(file));
const valid = files.filter((file) => !invalid.includes(file));

describe.skipIf(!present)('of the examples', () => {
  test.each(valid)('%s is read', (file) => {
    const bytes = readFileSync(join(FOLDER, file));
    const sbom = readSbom(bytes, file);
    // As many as the text itself shows, counted in another way.
    const refs = new Set(sbom.components.map(({ ref }) => ref));
    expect(refs.size).toBe(sbom.components.length);
    if (file.endsWith('.spdx')) {
      expect(sbom.components.length).toBe(bytes.toString().match(/^(PackageName|FileName):/gm)?.length ?? 0);
    }
    if (file.endsWith('.xml')) {
      expect(sbom.components.length).toBe(bytes.toString().match(/<component[ >]/g)?.length ?? 0);
    }
  });

  test.each(invalid)('%s, which its makers call invalid, is read with what it has or refused by name', (file) => {
    try {
      readSbom(readFileSync(join(FOLDER, file)), file);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining(`${file} was not read: `) });
    }
  });

  test('there are as many as there should be', () => {
    expect(valid.length).toBeGreaterThan(250);
    expect(invalid.length).toBeGreaterThan(90);
  });
});
