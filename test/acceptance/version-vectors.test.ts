/** Versions and ranges against the vectors of the VERS specification. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import { versFromNative } from '../../src/vulnerability/version/vers/native-ranges.ts';
import { SCHEMES } from '../../src/vulnerability/version/vers/schemes.ts';
import {
  formatVers,
  isInVers,
  parseVers,
  readVers,
  sortedConstraints,
} from '../../src/vulnerability/version/vers/vers.ts';
import { root } from './command.ts';

const VECTORS = join(root, '..', 'shared', 'intel', 'versions', 'vers-spec', 'tests');
/** In percent of all vectors. */
const BAR = 99;

type Vector =
  | {
      test_type: 'comparison' | 'equality';
      input: { input_scheme: string; versions: string[] };
      expected_output: unknown;
    }
  | { test_type: 'containment'; input: { vers: string; version: string }; expected_output: unknown }
  | { test_type: 'from_native'; input: { scheme: string; native_range: string }; expected_output: unknown }
  | { test_type: 'validate' | 'parse'; input: string; expected_output: unknown };

function answerTo(vector: Vector): unknown {
  switch (vector.test_type) {
    case 'comparison':
    case 'equality': {
      const { input_scheme, versions } = vector.input;
      const compare = SCHEMES[input_scheme];
      if (compare === undefined) return undefined;
      const [first = ''] = versions;
      if (vector.test_type === 'equality') return versions.every((version) => compare(version, first) === 0);
      return versions.toSorted((a, b) => compare(a, b) ?? Number.NaN);
    }
    case 'containment':
      return isInVers(readVers(vector.input.vers), vector.input.version);
    case 'from_native':
      return formatVers(versFromNative(vector.input.scheme, vector.input.native_range));
    case 'validate': {
      const range = readVers(vector.input);
      return formatVers({ ...range, constraints: sortedConstraints(range) });
    }
    case 'parse':
    default: {
      const { scheme, constraints } = parseVers(vector.input);
      return { scheme, version_constraints: constraints.map(({ comparator, version }) => [comparator, version]) };
    }
  }
}

/** Null for what is refused. Some expected versions are written in their scheme's lower case. */
function isRight(vector: Vector): boolean {
  let answer: unknown;
  try {
    answer = answerTo(vector);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    answer = null;
  }
  return JSON.stringify(answer).toLowerCase() === JSON.stringify(vector.expected_output ?? null).toLowerCase();
}

test.skipIf(!existsSync(VECTORS))(`${BAR} percent of the vectors are answered as they should be`, () => {
  let [all, right] = [0, 0];
  for (const file of globSync(join(VECTORS, '*.json')).toSorted()) {
    const { tests }: { tests: Vector[] } = JSON.parse(readFileSync(file, 'utf8'));
    const good = tests.filter(isRight).length;
    console.log(`${basename(file)}: ${good} of ${tests.length}`);
    all += tests.length;
    right += good;
  }
  expect(all).toBeGreaterThan(2500);
  expect((100 * right) / all).toBeGreaterThanOrEqual(BAR);
});
