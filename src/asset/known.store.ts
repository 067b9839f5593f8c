/** Devices of ours as they are compared with a maintenance system. */
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../platform/store/schema.ts';
import type { Observed } from './compare.ts';
import type { Known } from './match.ts';
import { todayOf } from './todays-id.ts';

export interface KnownDevice extends Known {
  readonly software: string | null;
  readonly os: string | null;
  readonly ward: string | null;
  readonly owner: string | null;
}

/** Devices that one query reads. */
const PAGE = 2000;

const COLUMNS = ['id', 'manufacturer', 'model', 'serial', 'udi', 'software', 'os', 'ward', 'owner'] as const;

/** All local devices, in pages, in the order of their ids. */
export async function* allKnown(db: Kysely<Schema>): AsyncGenerator<readonly KnownDevice[]> {
  let after = '';
  // Each turn takes a page off the devices, of which there are finitely many.
  for (;;) {
    const page = await known(db)
      .where('device.scope', '=', 'local')
      .where('device.id', '>', after)
      .orderBy('device.id')
      .limit(PAGE)
      .execute();
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)?.id ?? after;
  }
}

/** Those of `ids` that there are. */
export async function knownOf(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, KnownDevice>> {
  if (ids.length === 0) return new Map();
  const found = await known(db)
    .where('device.id', '=', sql<string>`any(${ids})`)
    .execute();
  return new Map(found.map((device) => [device.id, device]));
}

/** The device that an id means today: it may have become part of another. */
export async function todaysDevice(db: Kysely<Schema>, id: string): Promise<KnownDevice | undefined> {
  const today = await todayOf(db, id);
  return today === undefined ? undefined : (await knownOf(db, [today])).get(today);
}

export function observedOf(device: KnownDevice): Observed {
  const { manufacturer, model, serial, software, os, udi, ward, owner, macs, addresses, names } = device;
  return {
    manufacturer: one(manufacturer),
    model: one(model),
    serial: one(serial),
    software: one(software),
    os: one(os),
    udi: one(udi),
    ward: one(ward),
    owner: one(owner),
    macs,
    addresses,
    names,
  };
}

function known(db: Kysely<Schema>) {
  return db
    .selectFrom('device')
    .leftJoin('device_document', 'device_document.device', 'device.id')
    .select(COLUMNS.map((column) => `device.${column}` as const))
    .select([
      sql<string[]>`coalesce(device_document.document -> 'macs', '[]'::jsonb)`.as('macs'),
      sql<string[]>`coalesce(device_document.document -> 'addresses', '[]'::jsonb)`.as('addresses'),
      sql<string[]>`coalesce(device_document.document -> 'names', '[]'::jsonb)`.as('names'),
    ]);
}

const one = (value: string | null): string[] => (value === null ? [] : [value]);
