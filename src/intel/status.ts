/** What is known of each feed, and how old it is: what people are shown before they trust an answer. */
import { join } from 'node:path';
import type { Feed } from './feed.ts';
import { openCopy } from './keep/copy.ts';
import { readStanding } from './keep/standing.ts';

export interface FeedStatus {
  readonly name: string;
  readonly title: string;
  /** `none`: nothing was ever taken. `old`: it is older than it should be. `failing`: not old, but the source cannot be had. */
  readonly state: 'fresh' | 'old' | 'failing' | 'none';
  readonly count: number;
  /** ISO 8601: when it was taken, when the source was last heard to have nothing newer, and when the content says it was made. */
  readonly taken: string | undefined;
  readonly confirmed: string | undefined;
  readonly asOf: string | undefined;
  readonly origin: string | undefined;
  /** Milliseconds since the content was made, or taken where it does not say. */
  readonly age: number | undefined;
  readonly trouble: string | undefined;
  /** Before then the source is not asked again by itself. */
  readonly next: string | undefined;
  readonly notes: readonly string[];
  /** All of it in one or two plain sentences. */
  readonly sentence: string;
}

/** `folder`: of all feeds; `now`: milliseconds since 1970. */
export function feedStatus(folder: string, feed: Feed, now: number): FeedStatus {
  const own = join(folder, feed.name);
  const copy = openCopy(own);
  const standing = readStanding(own);
  const age = copy === undefined ? undefined : now - Date.parse(copy.asOf ?? copy.taken);
  const heard = Date.parse(standing.well ?? copy?.taken ?? '');
  // A source that answers and says the same for weeks is as silent as one that does not answer.
  const isOld = age !== undefined && (age > feed.staleAfter || now - heard > feed.staleAfter);
  const trouble = standing.trouble ?? undefined;
  const state = age === undefined ? 'none' : isOld ? 'old' : trouble === undefined ? 'fresh' : 'failing';
  return {
    name: feed.name,
    title: feed.title,
    state,
    count: copy?.count ?? 0,
    taken: copy?.taken,
    confirmed: standing.well ?? undefined,
    asOf: copy?.asOf ?? undefined,
    origin: copy?.origin,
    age,
    trouble,
    next: standing.next ?? undefined,
    notes: copy?.notes ?? [],
    sentence: sentenceOf(state, age, trouble),
  };
}

function sentenceOf(state: FeedStatus['state'], age: number | undefined, trouble: string | undefined): string {
  const failed = trouble === undefined ? '' : ` The last try failed: ${trouble}.`;
  if (age === undefined) return `Nothing has been taken yet.${failed}`;
  const words = ageWords(age);
  if (state === 'fresh') return `What is known is ${words} old.`;
  if (state === 'failing') return `What is known is ${words} old and in use.${failed}`;
  return `What is known is ${words} old, which is too old: newer weaknesses are missing.${failed}`;
}

/** `age`: milliseconds. */
export function ageWords(age: number): string {
  const hours = Math.max(0, Math.floor(age / 3_600_000));
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? 'an hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}
