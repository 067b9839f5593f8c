/** The feed of days on which support ends. */
import type { Feed } from '../feed.ts';
import { readEndOfLife } from '../records/end-of-life.ts';
import { itemHash } from './item-hash.ts';
import { singleFile } from './single-file.ts';

export const END_OF_LIFE_FILE = 'end-of-life.json';

export const endOfLifeFeed = (url = 'https://endoflife.date/api/v1/products/full'): Feed =>
  singleFile({
    name: 'end-of-life',
    title: 'When support of systems ends (endoflife.date)',
    staleAfter: 60 * 86_400_000,
    url,
    file: END_OF_LIFE_FILE,
    mirror: ['end-of-life', /\.json$/],
    read(bytes, file) {
      const { asOf, products } = readEndOfLife(bytes, file);
      const items = new Map(products.map((it) => [it.product, itemHash(JSON.stringify(it))]));
      return { asOf, count: products.length, items };
    },
  });
