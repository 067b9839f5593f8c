/** `wardline intel hunt`: indicators in what a running Wardline has stored. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { heldIndicators } from '../intel/hunt/held-indicators.ts';
import { hunt } from '../intel/hunt/hunt.ts';
import { type Indicator, indicatorsOf, readBundle } from '../intel/stix/bundle.ts';
import { AppError } from '../lib/errors.ts';
import { isoTime } from '../lib/time.ts';
import { dataFolderOf } from '../platform/store/data-folder.ts';
import { openRunning } from './running-store.ts';
import { table } from './table.ts';

export interface HuntArguments {
  /** STIX bundles, besides what the feeds keep. */
  readonly bundles: readonly string[];
  readonly json: boolean;
  readonly data: string | undefined;
}

/** Whether nothing was found. @throws AppError when a bundle cannot be read, there are no indicators, or nothing runs */
export async function runHunt({ bundles, json, data }: HuntArguments): Promise<boolean> {
  const indicators = [...heldIndicators(join(dataFolderOf(data), 'intel')), ...bundles.flatMap(indicatorsIn)];
  if (indicators.length === 0) {
    throw new AppError(
      'not-found',
      'There are no indicators: name a STIX bundle, or a TAXII collection in intel/sources.json',
    );
  }
  const store = await openRunning(data);
  try {
    const { hits, refused } = await hunt(store.db, indicators);
    for (const words of refused) process.stderr.write(`${words}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ indicators: indicators.length, hits, refused })}\n`);
    else {
      const rows = hits.flatMap(({ indicator, sure, talks }) =>
        talks.map((talk) => [
          isoTime(talk.last).slice(0, 16),
          talk.client,
          `${talk.server}${talk.port === 0 ? '' : ` port ${talk.port}`}`,
          `${sure ? '' : 'perhaps '}${indicator.name ?? indicator.id}`,
        ]),
      );
      if (rows.length > 0) process.stdout.write(`${table(['Last (UTC)', 'From', 'To', 'Indicator'], rows)}\n`);
      process.stdout.write(`${hits.length} of ${indicators.length} indicators were found in what is stored.\n`);
    }
    return hits.length === 0;
  } finally {
    await store.close();
  }
}

function indicatorsIn(file: string): Indicator[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new AppError('not-found', `Cannot read ${file}: ${error.message}`, { cause: error });
  }
  return indicatorsOf(readBundle(bytes, file), file);
}
