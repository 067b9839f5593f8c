/** How many findings there are of each severity. */
import type { Finding, Severity } from '../analysis/document.ts';

export function severityCounts(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
