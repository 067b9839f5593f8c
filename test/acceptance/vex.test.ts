/** Every example of VEX in CycloneDX gives as many statements as it has analyses. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readVex } from '../../src/vulnerability/vex/read-vex.ts';

const root = join(import.meta.dirname, '..', '..');
const FOLDER = join(root, '..', 'shared', 'intel', 'sbom', 'cyclonedx', 'VEX');
const present = existsSync(FOLDER);
const files = (present ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) : []).filter((file) =>
  /vex[^/]*\.json$/.test(file),
);

interface Document {
  readonly vulnerabilities: readonly {
    readonly id: string;
    readonly analysis?: unknown;
    readonly affects?: readonly { readonly ref: string }[];
  }[];
}

describe.skipIf(!present)('of the examples', () => {
  test.each(files)('%s is read', (file) => {
    const bytes = readFileSync(join(FOLDER, file));
    const document: Document = JSON.parse(bytes.toString());
    const analysed = document.vulnerabilities.filter(({ analysis }) => analysis !== undefined);
    const statements = readVex(bytes, file, 'maker');
    expect(new Set(statements.map((it) => it.vulnerability))).toEqual(new Set(analysed.map(({ id }) => id)));
    const refs = analysed.flatMap(({ affects }) => affects?.map(({ ref }) => ref) ?? []);
    expect(new Set(statements.flatMap(({ products }) => products.map(({ ref }) => ref)))).toEqual(new Set(refs));
  });
});
