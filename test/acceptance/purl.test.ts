/** Package URLs over the tests of their specification. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import { makePurl, type Purl, readPurl, writePurl } from '../../src/vulnerability/sbom/purl/purl.ts';

const root = join(import.meta.dirname, '..', '..');
const FOLDER = join(root, '..', 'shared', 'intel', 'sbom', 'purl_tests', 'tests');
const present = existsSync(FOLDER);
const files = present ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) : [];

interface Parts {
  readonly type: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  readonly subpath: string | null;
}

interface Case {
  readonly description: string;
  readonly test_type: 'parse' | 'build' | 'validate';
  readonly input: string | Parts;
  readonly expected_output: string | Parts | null;
  readonly expected_failure: boolean;
}

describe.skipIf(!present)('the specification', () => {
  test.each(files.filter((file) => file.endsWith('-test.json')))('%s holds', (file) => {
    const { tests }: { tests: Case[] } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    expect(tests.length).toBeGreaterThan(0);
    for (const it of tests) {
      const said = JSON.stringify([it.description, it.test_type, it.input]);
      if (it.expected_failure) expect(() => answer(it), said).toThrow(AppError);
      else expect(answer(it), said).toEqual(it.expected_output);
    }
  });
});

function answer({ test_type: kind, input, expected_output: wanted }: Case): string | Parts {
  if (typeof input !== 'string') {
    const { type, namespace, name, version, qualifiers, subpath } = input;
    return writePurl(
      makePurl({
        type: type ?? '',
        name: name ?? '',
        namespace: namespace ?? undefined,
        version: version ?? undefined,
        subpath: subpath ?? undefined,
        qualifiers: new Map(Object.entries(qualifiers ?? {})),
      }),
    );
  }
  const purl = readPurl(input, kind === 'parse' ? 'strict' : 'lenient');
  return kind === 'validate' || typeof wanted === 'string' ? writePurl(purl) : partsOf(purl);
}

const partsOf = ({ type, namespace, name, version, qualifiers, subpath }: Purl): Parts => ({
  type,
  namespace: namespace ?? null,
  name,
  version: version ?? null,
  qualifiers: qualifiers.size === 0 ? null : Object.fromEntries(qualifiers),
  subpath: subpath ?? null,
});
