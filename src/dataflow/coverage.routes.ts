/** Answers what Wardline cannot see. */
import { Kept } from '../inventory/store/kept.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import * as contract from './coverage.contract.ts';
import {
  coverageSentence,
  lossesOf,
  oneWayWords,
  sensorsOf,
  subnetsOf,
  unansweredWords,
  unidentifiedWords,
} from './coverage-words.ts';
import { readLosses, readOneWay, readSensors, readSubnets, readUnidentified } from './store/coverage-facts.ts';

export function coverageRoutes(db: Database, clock: () => number = () => Date.now() * 1000): Route[] {
  const subnets = new Kept(() => readSubnets(db));
  const oneWay = new Kept(() => readOneWay(db));
  return [
    route(contract.getCoverage, async ({ hours }) => {
      const now = clock();
      const [nets, talk, nameless, losses, sensors] = await Promise.all([
        subnets.get(),
        oneWay.get(),
        readUnidentified(db),
        readLosses(db, now, hours),
        readSensors(db),
      ]);
      const shown = subnetsOf(nets);
      const own = new Set(shown.map(({ subnet }) => subnet));
      const silent = nets.reduce((sum, it) => sum + (own.has(`${it.subnet}.0/24`) ? it.silent : 0), 0);
      const { conversations, all, pairs } = talk;
      const answer = {
        subnets: shown,
        oneWay: { conversations, share: conversations / Math.max(1, all), pairs, ...oneWayWords(conversations) },
        unidentified: { ...nameless, ...unidentifiedWords(nameless.devices, nameless.of) },
        unanswered: { addresses: silent, ...unansweredWords(silent) },
        losses: lossesOf(losses),
        sensors: sensorsOf(sensors, now),
      };
      return { sentence: coverageSentence(answer), ...answer };
    }),
  ];
}
