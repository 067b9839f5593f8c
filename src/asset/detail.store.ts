/** What is known and was decided about devices, for showing it beside what a maintenance system says. */
import { type Kysely, sql } from 'kysely';
import { DeviceClass } from '../analysis/document.ts';
import type { DeviceRef } from '../inventory/device-ref.ts';
import type { Schema } from '../platform/store/schema.ts';
import type { AssetComparison } from './asset.contract.ts';
import { compare } from './compare.ts';
import { type AssetRecord, fieldOf, type Observable, sayable } from './fields.ts';
import { type KnownDevice, knownOf, observedOf } from './known.store.ts';

/** What a person said about a field, and whom they believed when they did. */
interface Said {
  readonly by: string;
  readonly whom: 'cmms' | 'network' | null;
}

export interface DeviceDetail {
  readonly device: KnownDevice;
  readonly ref: DeviceRef;
  /** How we know a value, by the names of the analysis document. */
  readonly because: ReadonlyMap<string, string>;
  readonly said: ReadonlyMap<string, Said>;
}

export async function detailsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, DeviceDetail>> {
  const wanted = [...new Set(ids)];
  const [devices, refs, words] = await Promise.all([
    knownOf(db, wanted),
    refsOf(db, wanted),
    db
      .selectFrom('word')
      .leftJoin('belief', (join) =>
        join
          .onRef('belief.device', '=', 'word.device')
          .onRef('belief.field', '=', 'word.field')
          .onRef('belief.at', '=', 'word.at'),
      )
      .leftJoin('account', 'account.id', 'word.by')
      .select(['word.device', 'word.field', 'belief.whom', sql<string>`coalesce(account.name, word.by)`.as('by')])
      .where('word.device', '=', sql<string>`any(${wanted})`)
      .execute(),
  ]);
  const saidOf = Map.groupBy(words, ({ device }) => device);
  const details = new Map<string, DeviceDetail>();
  for (const [id, device] of devices) {
    const found = refs.get(id);
    if (found === undefined) continue;
    const said = new Map((saidOf.get(id) ?? []).map(({ field, by, whom }) => [field, { by, whom }]));
    details.set(id, { device, said, ...found });
  }
  return details;
}

/** A record beside a device, as people look at it. */
export function comparisonsOf(record: AssetRecord, { device, because, said }: DeviceDetail): AssetComparison[] {
  return compare(record, observedOf(device)).map(({ field, theirs, ours, state }) => {
    const name = sayable(field);
    const word = name === null ? undefined : said.get(name);
    const { observed } = fieldOf(field);
    const reason = word === undefined ? reasonFor(observed, because) : `${word.by} said so`;
    return {
      field,
      theirs,
      ours,
      state,
      because: ours === null ? null : reason,
      word: word === undefined ? null : (word.whom ?? 'own'),
    };
  });
}

function reasonFor(observed: Observable | null, because: ReadonlyMap<string, string>): string | null {
  if (observed === 'macs' || observed === 'addresses') return 'It sent packets from there';
  if (observed === 'names') return because.get('name') ?? null;
  return observed === null ? null : (because.get(observed) ?? null);
}

async function refsOf(db: Kysely<Schema>, ids: readonly string[]) {
  const found = await db
    .selectFrom('device')
    .leftJoin('device_document', 'device_document.device', 'device.id')
    .select(['id', 'name', 'class', 'type', 'scope'])
    .select(
      sql<Record<string, { because?: string }>>`coalesce(device_document.document -> 'provenance', '{}'::jsonb)`.as(
        'provenance',
      ),
    )
    .where('id', '=', sql<string>`any(${ids})`)
    .execute();
  return new Map(
    found.map(({ provenance, scope, class: kind, ...rest }) => {
      const because = Object.entries(provenance).map(([name, entry]) => [name, entry.because ?? ''] as const);
      const ref: DeviceRef = { ...rest, class: DeviceClass.parse(kind), external: scope === 'external' };
      return [rest.id, { ref, because: new Map(because) }];
    }),
  );
}
