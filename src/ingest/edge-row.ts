/** An edge as it is kept, from what is known of it and what a batch adds. */
import { encryptionOf } from '../analysis/conversation-entry.ts';
import { Sketch } from '../lib/sketch.ts';
import type { EdgeData, EdgeEncryption } from '../platform/store/tables/evidence.ts';
import type { Encryption } from '../sensor/observe/conversation-record.ts';
import { type DataSum, type EdgeSum, protectedBy } from './edge-sums.ts';
import { MAX_FIELDS, MAX_VERBS } from './limits.ts';
import { earlier } from './reference.ts';
import type { EdgeKey, EdgeRow, KnownEdge, PatientRow } from './store/edges.store.ts';

/** `edge` of a patients' row is filled in when the edge has its number. */
export interface BuiltEdge {
  readonly row: EdgeRow;
  readonly patients: Omit<PatientRow, 'edge'>[];
}

export function buildEdge(
  key: EdgeKey,
  sum: EdgeSum,
  known: KnownEdge | undefined,
  sketches: ReadonlyMap<string, PatientRow>,
): BuiltEdge {
  const data = [...sum.data].map(([category, part]) => mergeData(category, part, known?.data, sketches.get(category)));
  const untouched = known?.data.filter(({ category }) => !sum.data.has(category)) ?? [];
  return {
    row: {
      ...key,
      first: sum.first.time,
      source: sum.first.source,
      frame: sum.first.frame,
      last: sum.last,
      answered: sum.answered,
      conversations: sum.conversations,
      packets_out: sum.packets[0],
      packets_in: sum.packets[1],
      bytes_out: sum.bytes[0],
      bytes_in: sum.bytes[1],
      encryption: sum.encryption === null ? null : mergeEncryption(known?.encryption ?? null, sum.encryption),
      data: data.length === 0 ? null : [...untouched, ...data.map(({ merged }) => merged)],
      actions: sum.actions.size === 0 ? null : mergeActions(known?.actions ?? [], sum.actions),
    },
    patients: data.flatMap(({ patients }) => patients ?? []),
  };
}

function mergeEncryption(known: EdgeEncryption | null, later: Encryption): EdgeEncryption {
  const { clientCertificate, resumed } = later;
  return protectedBy(known, {
    ...encryptionOf(later),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(resumed === undefined ? {} : { resumed }),
  });
}

function mergeActions(known: readonly { verb: string; count: number }[], more: ReadonlyMap<string, number>) {
  const counts = new Map(known.map(({ verb, count }) => [verb, count]));
  for (const [verb, count] of more) {
    if (counts.has(verb) || counts.size < MAX_VERBS) counts.set(verb, (counts.get(verb) ?? 0) + count);
  }
  return [...counts].map(([verb, count]) => ({ verb, count }));
}

function mergeData(
  category: string,
  sum: DataSum,
  all: readonly EdgeData[] | undefined,
  sketch: PatientRow | undefined,
): { merged: EdgeData; patients: Omit<PatientRow, 'edge'> | undefined } {
  const known = all?.find((data) => data.category === category);
  const at = { source: sum.first.source, frame: sum.first.frame, time: sum.first.time };
  const old = known === undefined ? undefined : { source: known.source, frame: known.frame, time: 0 };
  const { source, frame } = old === undefined || earlier(at, old) ? at : old;
  const patients = united(category, sum, sketch);
  return {
    merged: {
      category,
      fields: [...new Set([...(known?.fields ?? []), ...sum.fields])].slice(0, MAX_FIELDS).toSorted(),
      items: (known?.items ?? 0) + sum.items,
      patients: Math.max(known?.patients ?? 0, sum.patients, patients?.count ?? 0),
      from: (['client', 'server'] as const).filter((side) => sum.from.has(side) || known?.from.includes(side)),
      source,
      frame,
    },
    patients: patients?.row,
  };
}

/** Patients under the latest key; those of an earlier day cannot be told to be the same. */
function united(category: string, { sketches }: DataSum, known: PatientRow | undefined) {
  const [key, texts] = [...sketches].at(-1) ?? [];
  if (key === undefined || texts === undefined) return undefined;
  const sketch = Sketch.of(...texts, ...(known?.key === key ? [known.sketch] : []));
  const alone = texts.length === 1 && known?.key !== key;
  return { count: alone ? 0 : sketch.count, row: { category, key, sketch: sketch.text } };
}
