/** Answers how well services encrypt. */
import { Kept } from '../inventory/store/kept.ts';
import { FileAnswer, type Route, route } from '../platform/http/endpoint.ts';
import type { Database } from '../platform/store/database.ts';
import * as contract from './posture.contract.ts';
import { writeCbom } from './posture/cbom.ts';
import { gradeServices, readServices } from './posture/read-services.ts';
import { readEncryptedWays } from './store/services.ts';

/** `version`: of Wardline. `clock`: milliseconds since 1970. */
export function postureRoutes(db: Database, version: string, clock: () => number = Date.now): Route[] {
  const graded = new Kept(async () => gradeServices(await readEncryptedWays(db), clock()));
  return [
    route(contract.listServices, async (asked) => readServices(db, await graded.get(), asked)),
    route(
      contract.exportCbom,
      async () => new FileAnswer('wardline-cbom.cdx.json', writeCbom(await graded.get(), version, clock())),
    ),
  ];
}
