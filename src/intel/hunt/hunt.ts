/**
 * Looks for indicators in what is stored of who talked to whom. One observation is all talk of two ends about one thing, counted, from its
 * first to its last: what a pattern asks of single conversations within seconds is found only where they were the first and the last.
 */
import { AppError } from '../../lib/errors.ts';
import type { Database } from '../../platform/store/database.ts';
import type { Indicator } from '../stix/bundle.ts';
import { type HostFact, observationOf } from '../stix/pattern/facts.ts';
import { matchPattern } from '../stix/pattern/match.ts';
import type { Observation } from '../stix/pattern/observation.ts';
import { parsePattern } from '../stix/pattern/parse.ts';
import type { ObservationExpression } from '../stix/pattern/syntax.ts';
import { valuesToTry } from '../stix/pattern/wanted.ts';
import { readLatestTalks, readTalksOf, type StoredTalk } from './hunt.store.ts';

export interface Hit {
  readonly indicator: Pick<Indicator, 'id' | 'name' | 'pattern'>;
  /** False when so many combinations fit that the search was given up. */
  readonly sure: boolean;
  readonly talks: readonly StoredTalk[];
}

export interface Hunt {
  readonly hits: readonly Hit[];
  /** Patterns that cannot be read, in words. */
  readonly refused: readonly string[];
}

/** Talks that one hit names. */
const NAMED = 20;
/** Values that are looked up at once. */
const AT_ONCE = 5000;

export async function hunt(db: Database, indicators: readonly Indicator[]): Promise<Hunt> {
  const refused: string[] = [];
  const readable: Readable[] = [];
  for (const indicator of indicators) {
    try {
      const pattern = parsePattern(indicator.pattern);
      readable.push({ indicator, pattern, wanted: valuesOf(pattern) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(`${indicator.name ?? indicator.id}: ${error.message}`);
    }
  }
  const byValue = await talksByValue(db, [...new Set(readable.flatMap(({ wanted }) => wanted ?? []))]);
  const latest = readable.some(({ wanted }) => wanted === undefined) ? await readLatestTalks(db) : [];
  const hits: Hit[] = [];
  for (const { indicator, pattern, wanted } of readable) {
    const candidates = wanted === undefined ? latest : unique(wanted.flatMap((value) => byValue.get(value) ?? []));
    const hit = tried(indicator, pattern, candidates, refused);
    if (hit !== undefined) hits.push(hit);
  }
  return { hits, refused };
}

/** Paths whose values talks can be looked up by. */
const LOOKED_UP = /^(ipv4-addr|ipv6-addr|mac-addr|domain-name):value$|^network-traffic:(src|dst)_ref\.value$/;

function valuesOf(pattern: ObservationExpression): string[] | undefined {
  const wanted = valuesToTry(pattern);
  return wanted?.every(({ path }) => LOOKED_UP.test(path)) === true ? wanted.map(({ value }) => value) : undefined;
}

interface Readable {
  readonly indicator: Indicator;
  readonly pattern: ObservationExpression;
  /** What to look up to try it; `undefined` when that says too little. */
  readonly wanted: readonly string[] | undefined;
}

function tried(
  indicator: Indicator,
  pattern: ObservationExpression,
  candidates: readonly StoredTalk[],
  refused: string[],
): Hit | undefined {
  const until = indicator.valid_until === undefined ? Infinity : Date.parse(indicator.valid_until) * 1000;
  const talks = candidates.filter(({ first }) => first <= until);
  if (talks.length === 0) return undefined;
  const { id, name, pattern: text } = indicator;
  const about = { id, pattern: text, name };
  try {
    const match = matchPattern(pattern, talks.map(observationOfTalk));
    if (match.matched === false) return undefined;
    if (match.matched === 'undecided') return { indicator: about, sure: false, talks: talks.slice(0, NAMED) };
    const found = match.observations.flatMap((place) => talks[place] ?? []);
    // Of a pattern of one observation everything that fits is worth knowing, and not only the first.
    const all =
      pattern.kind === 'observation'
        ? talks.filter((talk) => matchPattern(pattern, [observationOfTalk(talk)]).matched === true)
        : found;
    return { indicator: about, sure: true, talks: all.slice(0, NAMED) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    refused.push(`${name ?? id}: ${error.message}`);
    return undefined;
  }
}

async function talksByValue(db: Database, values: readonly string[]): Promise<Map<string, StoredTalk[]>> {
  const wanted = new Set(values);
  const found = new Map<string, StoredTalk[]>();
  for (let at = 0; at < values.length; at += AT_ONCE) {
    for (const talk of await readTalksOf(db, values.slice(at, at + AT_ONCE))) {
      for (const value of new Set([talk.client, talk.server, talk.clientMac, talk.serverMac, talk.serverName])) {
        if (value === null || !wanted.has(value)) continue;
        const known = found.get(value);
        if (known === undefined) found.set(value, [talk]);
        else known.push(talk);
      }
    }
  }
  return found;
}

function observationOfTalk(talk: StoredTalk): Observation {
  const { serverName, certificate } = talk;
  const observation = observationOf({
    first: talk.first,
    last: talk.last,
    from: hostOf(talk.client, talk.clientMac, undefined),
    to: hostOf(talk.server, talk.serverMac, talk.port === 0 ? undefined : talk.port),
    protocols: [
      talk.server.includes(':') ? 'ipv6' : 'ipv4',
      talk.transport,
      ...(talk.protocol === '' ? [] : [talk.protocol]),
    ],
    bytesFrom: talk.bytesOut,
    bytesTo: talk.bytesIn,
    packetsFrom: talk.packetsOut,
    packetsTo: talk.packetsIn,
    ...((serverName !== null || certificate !== null) && {
      tls: { serverName: serverName ?? undefined, certificate: certificate ?? undefined },
    }),
  });
  return { ...observation, count: talk.conversations };
}

const hostOf = (address: string, mac: string, port: number | undefined): HostFact => ({
  address,
  port,
  mac: mac === '' ? undefined : mac,
});

const unique = (talks: readonly StoredTalk[]): StoredTalk[] => [
  ...new Map(talks.map((talk) => [talk.id, talk])).values(),
];
