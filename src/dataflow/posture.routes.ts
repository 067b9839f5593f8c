/** Answers how well services encrypt. */
import { Kept } from '../inventory/store/kept.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import * as contract from './posture.contract.ts';
import { gradeServices, readServices } from './posture/read-services.ts';
import { readEncryptedWays } from './store/services.ts';

/** `clock`: milliseconds since 1970. */
export function postureRoutes(db: Database, clock: () => number = Date.now): Route[] {
  const graded = new Kept(async () => gradeServices(await readEncryptedWays(db), clock()));
  return [route(contract.listServices, async (asked) => readServices(db, await graded.get(), asked))];
}
