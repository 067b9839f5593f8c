/** Indicators of all collections that the feeds keep. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TAXII_FILE } from '../feeds/taxii.ts';
import { openCopy } from '../keep/copy.ts';
import { type Indicator, indicatorsOf, readBundle } from '../stix/bundle.ts';

/** `folder`: of all feeds. */
export function heldIndicators(folder: string): Indicator[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith('taxii-'))
    .flatMap((name) => {
      const copy = openCopy(join(folder, name));
      return copy === undefined ? [] : indicatorsOf(readBundle(readFileSync(join(copy.path, TAXII_FILE)), name), name);
    });
}
