/** The overview: what is the matter, in one sentence and a few figures. */
import { CLASS_ORDER } from '../inventory/device-name.ts';
import type { Kept } from '../inventory/store/kept.ts';
import { isoTime } from '../lib/time.ts';
import type { Database } from '../platform/store/database.ts';
import type { Overview } from './dataflow.contract.ts';
import { blindSpots, overviewSentence } from './overview-words.ts';
import type { Protection } from './protection.ts';
import type { Rate } from './rate.ts';
import { readSeverities } from './store/findings.ts';
import {
  type ClassCount,
  type LiveFacts,
  type NewsCount,
  readClasses,
  readExposure,
  readIncomplete,
  readLive,
  readSources,
  readTraffic,
} from './store/overview-facts.ts';

export interface KeptOverview {
  readonly rate: Rate;
  readonly news: Kept<NewsCount>;
}

/** `now`: microseconds since 1970. */
export async function readOverview(db: Database, kept: KeptOverview, now: number): Promise<Overview> {
  const [classes, news, severities, sources, incomplete, live, traffic, exposed] = await Promise.all([
    readClasses(db),
    kept.news.get(),
    readSeverities(db),
    readSources(db),
    readIncomplete(db),
    readLive(db, now),
    readTraffic(db),
    readExposure(db),
  ]);
  const local = classes.filter(({ external }) => !external);
  const devices = sumOf(local, 'devices');
  const medical = sumOf(
    local.filter((it) => it.class === 'medical'),
    'devices',
  );
  const conversations = (...of: Protection[]) =>
    traffic.reduce((sum, it) => sum + (of.includes(it.protection) ? it.conversations : 0), 0);
  const nameless = sumOf(
    local.filter((it) => it.class === 'unknown'),
    'nameless',
  );
  return {
    sentence: overviewSentence({ devices: sumOf(classes, 'devices'), medical, exposed, severities }),
    devices,
    classes: CLASS_ORDER.map((name) => ({
      class: name,
      count: sumOf(
        local.filter((it) => it.class === name),
        'devices',
      ),
    })),
    external: sumOf(classes, 'devices') - devices,
    severities,
    traffic,
    patients: exposed.patients,
    first: sources.first === null ? null : isoTime(sources.first),
    last: sources.last === null ? null : isoTime(sources.last),
    frames: sources.frames,
    blind: blindSpots({
      ...sources,
      incomplete,
      nameless,
      hidden: conversations('encrypted', 'weak'),
      foreign: conversations('unknown'),
      dropped: live.dropped,
    }),
    demo: sources.demo,
    live: {
      listening: live.listening,
      failing: live.failing,
      ...ratesOf(live, kept.rate, now),
      dropped: live.dropped,
      ...news,
      reading: sources.reading,
    },
  };
}

/** Until the counters were read twice, the mean of the hour that runs. */
function ratesOf(live: LiveFacts, rate: Rate, now: number) {
  if (live.listening === 0) return { framesPerSecond: null, bytesPerSecond: null };
  const { hourFrames, hourBytes, hourSeconds } = live;
  const seconds = Math.max(1, hourSeconds);
  return rate.note(live, now) ?? { framesPerSecond: hourFrames / seconds, bytesPerSecond: hourBytes / seconds };
}

type Count = 'devices' | 'nameless';

const sumOf = (of: readonly ClassCount[], field: Count) => of.reduce((sum, it) => sum + it[field], 0);
