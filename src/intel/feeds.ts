/** All feeds, in the order in which people are shown them. */
import { AppError } from '../lib/errors.ts';
import type { Feed } from './feed.ts';
import { attackFeed } from './feeds/attack.ts';
import { CISA, csafFeed } from './feeds/csaf/csaf.ts';
import { cveFeed } from './feeds/cve.ts';
import { endOfLifeFeed } from './feeds/end-of-life.ts';
import { epssFeed } from './feeds/epss.ts';
import { kevFeed } from './feeds/kev.ts';
import { classificationFeed, recallFeed } from './feeds/openfda.ts';
import { taxiiFeed } from './feeds/taxii.ts';
import type { Settings } from './settings.ts';

export function feedsOf({ off, csaf, taxii }: Settings): Feed[] {
  const all = [
    csafFeed(CISA),
    ...csaf.map(({ name, title, url }) =>
      csafFeed({ name: `csaf-${name}`, title: title ?? `Advisories of ${name}`, url }),
    ),
    kevFeed(),
    epssFeed(),
    cveFeed(),
    recallFeed(),
    classificationFeed(),
    endOfLifeFeed(),
    attackFeed(),
    ...taxii.map(({ name, title, ...it }) =>
      taxiiFeed({ name: `taxii-${name}`, title: title ?? `Indicators of ${name}`, ...it }),
    ),
  ];
  return all.filter(({ name }) => !off.includes(name));
}

/** `names`: those wanted; all where there is none. @throws AppError `invalid` for a name that no feed has */
export function chosenFeeds(feeds: readonly Feed[], names: readonly string[]): Feed[] {
  const unknown = names.find((name) => !feeds.some((feed) => feed.name === name));
  if (unknown !== undefined) {
    throw new AppError(
      'invalid',
      `No feed is called ${unknown}; there are ${feeds.map(({ name }) => name).join(', ')}`,
    );
  }
  return feeds.filter(({ name }) => names.length === 0 || names.includes(name));
}
