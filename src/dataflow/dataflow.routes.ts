/** Answers what can be asked about what devices send to whom. */
import { currentId } from '../inventory/store/device-id.ts';
import { Kept } from '../inventory/store/kept.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import * as contract from './dataflow.contract.ts';
import { readMap } from './read-map.ts';
import { readOverview } from './read-overview.ts';
import { Rate } from './rate.ts';
import { readFrameEvidence } from './store/evidence.ts';
import { readFindings } from './store/findings.ts';
import { readFlows } from './store/flows.ts';
import { readNews } from './store/overview-facts.ts';

export function dataflowRoutes(db: Database): Route[] {
  const overview = { rate: new Rate(), news: new Kept(() => readNews(db, Date.now() * 1000)) };
  return [
    route(contract.listFlows, async ({ id, limit }) => readFlows(db, await currentId(db, id), limit)),
    route(contract.getMap, async (query) => readMap(db, query)),
    route(contract.listFindings, async (query) => readFindings(db, query)),
    route(contract.getOverview, async () => readOverview(db, overview, Date.now() * 1000)),
    route(contract.getEvidence, async (ref) => readFrameEvidence(db, ref)),
  ];
}
