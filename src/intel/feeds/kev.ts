/** The feed of vulnerabilities that are known to be exploited. */
import type { Feed } from '../feed.ts';
import { readKev } from '../records/kev.ts';
import { itemHash } from './item-hash.ts';
import { singleFile } from './single-file.ts';

export const KEV_FILE = 'known_exploited_vulnerabilities.json';

/** It comes out on working days. */
const DAYS = 4 * 86_400_000;

export const kevFeed = (url = `https://www.cisa.gov/sites/default/files/feeds/${KEV_FILE}`): Feed =>
  singleFile({
    name: 'kev',
    title: 'Vulnerabilities known to be exploited (CISA KEV)',
    staleAfter: DAYS,
    url,
    file: KEV_FILE,
    mirror: ['kev', /\/known_exploited_vulnerabilities\.json$/],
    read(bytes, file) {
      const { asOf, entries } = readKev(bytes, file);
      const items = new Map(entries.map((entry) => [entry.cve, itemHash(JSON.stringify(entry))]));
      return { asOf, count: entries.length, items };
    },
  });
