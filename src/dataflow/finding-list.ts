/** What is wrong: the findings with the names of whom they concern, filtered and the most severe first. */
import type { AnalysisDocument, Finding, Severity } from '../analysis/document.ts';
import { deviceRefs } from '../inventory/device-ref.ts';
import type { FindingList, FindingQuery, NamedFinding } from './dataflow.contract.ts';

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export function findingList(document: AnalysisDocument): (query: FindingQuery) => FindingList {
  const name = findingNames(document);
  const sorted = document.findings
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .map(name);
  const rules = Map.groupBy(document.findings, ({ rule }) => rule);
  return (query) => ({
    findings: sorted.filter((finding) => matches(finding, query)),
    total: sorted.filter((finding) => matches(finding, query)).length,
    all: sorted.length,
    severities: severityCounts(document.findings),
    rules: [...rules].map(([value, { length }]) => ({ value, count: length })).toSorted((a, b) => b.count - a.count),
  });
}

export function findingNames(document: AnalysisDocument): (finding: Finding) => NamedFinding {
  const refOf = deviceRefs(document);
  const known = (id: string | null) => (id === null ? null : refOf(id, id));
  return (finding) => ({ finding, device: known(finding.device), peer: known(finding.peer) });
}

export function severityCounts(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function matches({ finding, device, peer }: NamedFinding, { severity, rule, search }: FindingQuery): boolean {
  const text = [finding.title, finding.rule, device?.name, peer?.name].join('\n').toLowerCase();
  return (
    (severity.length === 0 || severity.includes(finding.severity)) &&
    (rule.length === 0 || rule.includes(finding.rule)) &&
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}
