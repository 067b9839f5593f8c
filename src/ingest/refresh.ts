/** Brings devices up to date with what they do: bytes, peers, when they were last heard, and what is wrong with it. */
import { findingsWith } from '../dataflow/findings.ts';
import { attentionOf, SEVERITIES } from '../inventory/device-row.ts';
import type { Transaction } from '../platform/store/database.ts';
import {
  countActivity,
  type ExposedEdge,
  exposedEdges,
  findingCounts,
  type FindingRow,
  parties,
  removeFindings,
  writeFindingCounts,
  writeFindings,
} from './store/activity.store.ts';

/** Of one endpoint that are read: a thousand senders of readable data are one finding each. */
const MAX_EXPOSED = 1000;

/** `devices`: those that did something. Returns the ids of findings that were opened. */
export async function refresh(
  tx: Transaction,
  devices: readonly string[],
  exposed: readonly string[],
): Promise<{ opened: string[] }> {
  await countActivity(tx, devices);
  return { opened: await refreshFindings(tx, exposed) };
}

async function refreshFindings(tx: Transaction, devices: readonly string[]): Promise<string[]> {
  if (devices.length === 0) return [];
  const edges = await exposedEdges(tx, devices, MAX_EXPOSED);
  const ids = new Set(
    [...devices, ...edges.flatMap(({ client, server }) => [client, server])].filter((id) => id !== null),
  );
  const known = (await parties(tx, [...ids])).map(({ id, name, scope }) => ({
    id,
    scope,
    names: [name],
    manufacturer: null,
    model: null,
    type: 'unknown',
    addresses: [],
    macs: [],
  }));
  const found = findingsWith(known, edges.map(exposingOf));
  const about = new Set(devices);
  const rows = found
    .filter(({ finding: { device, peer } }) => about.has(device ?? '') || about.has(peer ?? ''))
    .map(({ finding, conversations }): FindingRow => ({
      ...finding,
      severity: SEVERITIES.indexOf(finding.severity),
      evidence: finding.evidence,
      first: Math.min(...conversations.map(({ seen }) => seen.first)),
      last: Math.max(...conversations.map(({ seen }) => seen.last)),
    }));
  const opened = await writeFindings(tx, rows);
  const fewer = await removeFindings(
    tx,
    devices,
    rows.map(({ id }) => id),
  );
  await countFindings(tx, [...new Set([...devices, ...fewer, ...rows.flatMap(({ device }) => device ?? [])])]);
  return opened;
}

/** Writes with the devices how many open findings they have. */
export async function countFindings(tx: Transaction, devices: readonly string[]): Promise<void> {
  const counts = await findingCounts(tx, devices);
  await writeFindingCounts(
    tx,
    counts.map(({ id, findings, severities, rules, ...fields }) => {
      const worst = severities.length === 0 ? null : Math.min(...severities);
      const named = severities.toSorted((a, b) => a - b).map((at) => SEVERITIES[at]);
      const attention = attentionOf(fields, worst, findings);
      return { id, attention, findings, worst, severities: `{${named.join()}}`, rules: `{${rules.toSorted().join()}}` };
    }),
  );
}

function exposingOf({
  client,
  client_address,
  server,
  server_address,
  transport,
  protocol,
  port,
  first,
  last,
  data,
}: ExposedEdge) {
  return {
    client: { device: client, address: client_address, port: 0 },
    server: { device: server, address: server_address, port },
    transport,
    protocol: protocol === '' ? null : protocol,
    encryption: null,
    data: data.map(({ source, frame, ...item }) => ({ ...item, evidence: { capture: source, frame } })),
    seen: { first, last },
  };
}
