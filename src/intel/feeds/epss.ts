/** The feed of exploit prediction scores, which keeps the days before. */
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../lib/errors.ts';
import type { Feed } from '../feed.ts';
import type { Copy } from '../keep/copy.ts';
import { sha256OfFile, type Staging } from '../keep/staging.ts';
import { MAX_LIST_BYTES } from '../limits.ts';
import { notWhole } from '../records/document.ts';
import { type EpssReading, readEpss } from '../records/epss.ts';
import { copyMirrored, mirrored } from './mirror.ts';

const DAY = 86_400_000;
/** Days of which every one is kept; before them the first of each month for a year. */
const DAILY = 35;
const MONTHLY = 400;
/** As a day's scores are kept. */
export const EPSS_DAY = /^epss-(\d{4}-\d{2}-\d{2})\.csv\.gz$/;

export const epssFeed = (url = 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz'): Feed => ({
  name: 'epss',
  title: 'Probability that a vulnerability is exploited (FIRST EPSS)',
  staleAfter: 3 * DAY,
  mirrorFolders: ['epss'],
  async fetch(client, staging, last) {
    staging.origin = url;
    const arrived = staging.path('arrived');
    const known = last?.origin === url ? { etag: last.etag ?? undefined, modified: last.modified ?? undefined } : {};
    const answer = await client.download({ url, maxBytes: MAX_LIST_BYTES, ...known }, arrived);
    if (answer.unchanged) return 'same';
    staging.etag = answer.etag;
    staging.modified = answer.modified;
    await takeDay(staging, arrived, url, undefined);
    linkEarlier(staging, last);
    return 'new';
  },
  async copyMirror(folder, staging, last) {
    const names = mirrored(folder, 'epss', /\.csv\.gz$/);
    staging.origin = join(folder, names.at(-1) ?? '');
    for (const name of names.slice(-DAILY)) {
      const arrived = staging.path('arrived');
      copyMirrored(folder, name, arrived, MAX_LIST_BYTES);
      await takeDay(staging, arrived, name, /(\d{4}-\d{2}-\d{2})/.exec(name)?.[1]);
    }
    linkEarlier(staging, last);
    return names.length === 0 ? 'absent' : 'new';
  },
  async check({ folder, names }) {
    const days = names.filter((name) => EPSS_DAY.test(name));
    const latest = days.at(-1);
    if (latest === undefined) throw notWhole('EPSS', 'it has no scores of any day');
    let count = 0;
    for await (const { cve } of readEpss(join(folder, latest), latest)) count += cve === '' ? 0 : 1;
    // A day's scores change together.
    const items = new Map(days.map((name) => [name, sha256OfFile(join(folder, name)).slice(0, 16)]));
    return { asOf: EPSS_DAY.exec(latest)?.[1], count, items };
  },
});

/** Reads it all, so that nothing broken stands among the days. */
async function takeDay(staging: Staging, path: string, source: string, named: string | undefined): Promise<void> {
  const reading: EpssReading = { asOf: undefined };
  let count = 0;
  for await (const { cve } of readEpss(path, source, reading)) count += cve === '' ? 0 : 1;
  const day = reading.asOf ?? named;
  if (day === undefined) throw notWhole(source, 'it does not say of which day it is');
  if (count === 0) throw new AppError('invalid', `${source} has nothing in it, which cannot be`);
  staging.rename('arrived', `epss-${day}.csv.gz`);
}

function linkEarlier(staging: Staging, last: Copy | undefined): void {
  const have = new Set(staging.names());
  const newest = EPSS_DAY.exec([...have].findLast((name) => EPSS_DAY.test(name)) ?? '')?.[1] ?? '';
  for (const { name } of last?.files ?? []) {
    const day = EPSS_DAY.exec(name)?.[1];
    if (last === undefined || day === undefined || have.has(name)) continue;
    const age = (Date.parse(newest) - Date.parse(day)) / DAY;
    if (age <= DAILY || (age <= MONTHLY && day.endsWith('-01'))) linkSync(join(last.path, name), staging.path(name));
  }
}
