/** FIRST's exploit prediction scores of one day: CSV, packed with gzip. @see first.org/epss/data_stats */
import { createReadStream } from 'node:fs';
import { MAX_LIST_BYTES } from '../limits.ts';
import { unpacked } from '../unpacked.ts';
import { asNetworkTrouble } from '../http/trouble.ts';
import { notWhole } from './document.ts';
import { linesOf } from './lines.ts';

export interface EpssScore {
  readonly cve: string;
  /** Probability of 0 to 1 that it is exploited within 30 days. */
  readonly score: number;
  /** The part of all CVEs that score the same or less. */
  readonly percentile: number;
}

export interface EpssReading {
  /** The day of the scores, when the file says it. */
  asOf: string | undefined;
}

/**
 * Score by score. `path`: of the file; `reading` is filled as it is read.
 * @throws AppError `invalid` with the first line that is wrong
 */
export async function* readEpss(
  path: string,
  file: string,
  reading: EpssReading = { asOf: undefined },
): AsyncGenerator<EpssScore> {
  let number = 0;
  try {
    for await (const line of linesOf(counted(unpacked(createReadStream(path), 'gzip'), file), file)) {
      number += 1;
      if (line === '') continue;
      if (line.startsWith('#')) {
        reading.asOf = /score_date:(\d{4}-\d{2}-\d{2})/.exec(line)?.[1];
        continue;
      }
      const [cve = '', score = '', percentile = ''] = line.split(/[,;]/);
      if (cve === 'cve') continue;
      const scored = { cve, score: Number(score), percentile: Number(percentile) };
      if (!isScore(scored) || score === '' || percentile === '')
        throw notWhole(file, `line ${number} is no score of a CVE`);
      yield scored;
    }
  } catch (error) {
    // What gzip says of a file that ends too soon, or is none.
    const told = asNetworkTrouble(file, error);
    throw told === error ? error : notWhole(file, 'it is not whole gzip');
  }
}

const isScore = ({ cve, score, percentile }: EpssScore): boolean =>
  /^CVE-\d{4}-\d{4,}$/.test(cve) && score >= 0 && score <= 1 && percentile >= 0 && percentile <= 1;

async function* counted(pieces: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MAX_LIST_BYTES) throw notWhole(file, `it unpacks to more than ${MAX_LIST_BYTES / 1024 / 1024} MB`);
    yield piece;
  }
}
