/** Answers what can be asked about flows, findings and their evidence, from an analysis in memory. */
import type { AnalysisDocument } from '../analysis/document.ts';
import { notFound } from '../lib/errors.ts';
import { type Route, route } from '../platform/http/endpoint.ts';
import * as contract from './dataflow.contract.ts';
import { deviceFlows } from './device-flows.ts';
import { findingList } from './finding-list.ts';
import { flowMap } from './flow-map.ts';
import { frameEvidence } from './frame-evidence.ts';
import { overview } from './overview.ts';

export function analysisFlowRoutes(document: AnalysisDocument): Route[] {
  const flowsOf = deviceFlows(document);
  const known = new Set(document.devices.map(({ id }) => id));
  const summary = overview(document);
  return [
    route(contract.getOverview, () => summary),
    route(contract.listFlows, ({ id }) => {
      if (!known.has(id)) throw notFound('Device', id);
      const flows = flowsOf(id);
      return { flows, total: flows.length };
    }),
    route(contract.getMap, flowMap(document)),
    route(contract.listFindings, findingList(document)),
    route(contract.listCaptures, () => ({ captures: document.captures })),
    route(contract.getEvidence, frameEvidence(document)),
  ];
}
