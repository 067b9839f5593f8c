/** Devices as other pages mention them, looked up by id. */
import { sql } from 'kysely';
import { DeviceClass } from '../../analysis/document.ts';
import type { Database } from '../../platform/store/database.ts';
import type { DeviceRef } from '../device-ref.ts';

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly type: string;
  readonly scope: string;
}

/** A lookup of `ids`; what is no device any more is called by its address, or by its id where there is none. */
export async function readRefs(
  db: Database,
  ids: Iterable<string | null>,
): Promise<(id: string | null, address?: string) => DeviceRef> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const { rows } =
    wanted.length === 0
      ? { rows: [] }
      : await sql<Stored>`select id, name, class, type, scope from device where id = any(${wanted}::text[])`.execute(
          db,
        );
  const refs = new Map(rows.map((row) => [row.id, refOf(row)]));
  return (id, address) => (id === null ? undefined : refs.get(id)) ?? unknownRef(address ?? id ?? 'An unknown address');
}

export function refOf({ id, name, class: kind, type, scope }: Stored): DeviceRef {
  return { id, name, class: DeviceClass.parse(kind), type, external: scope === 'external' };
}

export function unknownRef(name: string): DeviceRef {
  return { id: null, name, class: 'unknown', type: 'unknown', external: false };
}
