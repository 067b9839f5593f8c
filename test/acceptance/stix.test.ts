/** Every pattern of the STIX examples is read and finds what it describes, and nothing else; MITRE's ATT&CK for ICS is read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { indicatorsOf, readBundle } from '../../src/intel/stix/bundle.ts';
import { observationOf } from '../../src/intel/stix/pattern/facts.ts';
import { matchPattern } from '../../src/intel/stix/pattern/match.ts';
import { parsePattern } from '../../src/intel/stix/pattern/parse.ts';
import { wantedValues } from '../../src/intel/stix/pattern/wanted.ts';

const root = join(import.meta.dirname, '..', '..');
const INTEL = join(root, '..', 'shared', 'intel');
const EXAMPLES = join(INTEL, 'stix', 'json_schemas', 'examples');
const present = existsSync(EXAMPLES);
const files = (present ? readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }) : []).filter((file) =>
  file.endsWith('.json'),
);
/** A single object, which stands in no bundle. */
const LOOSE = 'interop-objectmarking-test.json';

const visit = (address: string, name: string) =>
  observationOf({
    first: 0,
    last: 1,
    from: { address: '192.0.2.1' },
    to: { address },
    protocols: ['ipv4', 'tcp'],
    dns: { name, addresses: [] },
  });

describe.skipIf(!present)('of the examples', () => {
  test.each(files.filter((file) => file !== LOOSE))('%s', (file) => {
    const bundle = readBundle(readFileSync(join(EXAMPLES, file)), file);
    expect(bundle.objects.length).toBeGreaterThan(0);
    for (const { pattern } of indicatorsOf(bundle, file)) {
      const expression = parsePattern(pattern);
      expect(matchPattern(expression, [visit('192.0.2.2', 'harmless.example')]).matched, pattern).toBe(false);
      for (const { path, value } of wantedValues(expression) ?? []) {
        if (path === 'ipv4-addr:value')
          expect(matchPattern(expression, [visit(value, 'harmless.example')]).matched, pattern).toBe(true);
        if (path === 'domain-name:value')
          expect(matchPattern(expression, [visit('192.0.2.2', value)]).matched, pattern).toBe(true);
      }
    }
  });

  test('a file that is no bundle is refused by name', () => {
    expect(() => readBundle(readFileSync(join(EXAMPLES, LOOSE)), LOOSE)).toThrow(`${LOOSE} is not whole: type`);
  });

  test('the techniques of ATT&CK for ICS are read', () => {
    const file = join(INTEL, 'attack', 'ics-attack', 'ics-attack.json');
    const { objects } = readBundle(readFileSync(file), 'ics-attack.json');
    expect(objects.filter(({ type }) => type === 'attack-pattern').length).toBe(95);
  });
});
