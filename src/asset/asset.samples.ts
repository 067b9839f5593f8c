/** Devices and files for the tests of this folder. */
import { sql } from 'kysely';
import type { Exchange } from '../platform/http/endpoint.ts';
import type { Database, Transaction } from '../platform/store/database.ts';

export interface SampleDevice {
  readonly id: string;
  readonly name?: string;
  readonly class?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly software?: string;
  readonly macs?: readonly string[];
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
}

/** Writes devices as the intake does, with what tests look at. */
export async function insertDevices(db: Database, devices: readonly SampleDevice[]): Promise<void> {
  for (const { id, name = id, class: kind = 'medical', macs = [], addresses = [], names = [], ...rest } of devices) {
    const { manufacturer = null, model = null, serial = null, software = null } = rest;
    const because = Object.fromEntries(
      Object.entries(rest).map(([field, value]) => [field, { value, because: `it says its ${field}` }]),
    );
    await db
      .insertInto('device')
      .values({
        id,
        name,
        class: kind,
        type: 'infusion-pump',
        type_label: 'Infusion pump',
        manufacturer,
        model,
        serial,
        software,
        confidence: 0.9,
        scope: 'local',
        address: addresses[0] ?? macs[0] ?? null,
        addresses: addresses.length,
        attention: kind === 'medical' ? 100 : 500,
        findings: 0,
        peers: 0,
        bytes: 0,
        first: 1_700_000_000_000_000,
        last: 1_700_000_000_000_000,
        search: name.toLowerCase(),
        severities: [],
        rules: [],
        sort_name: name.toLowerCase(),
        changed: 0,
      })
      .execute();
    const document = JSON.stringify({ macs, addresses, names, provenance: because });
    await db.insertInto('device_document').values({ device: id, document }).execute();
  }
}

/** What the intake does with people's words, as far as these tests look: their value stands in the device's row. */
export async function takeWords(transaction: Transaction, device: string): Promise<void> {
  for (const field of ['manufacturer', 'model', 'serial', 'software', 'ward', 'owner']) {
    const concluded = sql`(select document -> 'provenance' -> ${field}::text ->> 'value' from device_document where device = ${device})`;
    const word = sql`(select value from word where device = ${device} and field = ${field})`;
    await sql`update device set ${sql.ref(field)} = coalesce(${word}, ${concluded}) where id = ${device}`.execute(
      transaction,
    );
  }
}

/** A request with a file as its body. */
export function sending(text: string | Uint8Array): Exchange {
  return {
    method: 'POST',
    address: '',
    secure: false,
    body: ReadableStream.from([typeof text === 'string' ? Buffer.from(text) : text]),
    signal: new AbortController().signal,
    header: () => undefined,
    setHeader: () => undefined,
  };
}
