/** Reads the evidence of a part of the network. Each reading has a bound, told where it is given. */
import { sql } from 'kysely';
import type { Transaction } from '../../platform/store/database.ts';
import { rows } from './rows.ts';

export interface EndpointEvidence {
  readonly id: number;
  readonly mac: string;
  readonly address: string;
  readonly device: string | null;
  readonly own: boolean;
  readonly first: number;
  readonly last: number;
  readonly first_source: number;
  readonly first_frame: number;
  readonly packets: number;
  readonly ttl: number;
  readonly spoke_first: number | null;
  readonly spoke_last: number | null;
  readonly spoke_source: number | null;
  readonly spoke_frame: number | null;
}

export interface ClaimEvidence {
  readonly mac: string;
  readonly address: string;
  readonly kind: 'arp' | 'ndp' | 'dhcp';
  readonly first: number;
  readonly last: number;
  readonly first_source: number;
  readonly first_frame: number;
  readonly packets: number;
}

export interface FactEvidence {
  readonly id: number;
  readonly mac: string;
  readonly address: string;
  readonly name: string;
  readonly value: string;
  readonly protocol: string;
  readonly confidence: number;
  readonly first: number;
  readonly last: number;
  readonly first_source: number;
  readonly first_frame: number;
  readonly device: string | null;
}

const list = (values: readonly string[]) => sql`${sql.val([...values])}::text[] collate "C"`;

/** Of each card the earliest `most` endpoints: a router's thousandth tells nothing that its first ones do not. */
export async function endpointsOfCards(
  tx: Transaction,
  macs: readonly string[],
  most: number,
): Promise<EndpointEvidence[]> {
  if (macs.length === 0) return [];
  const found = await sql<EndpointEvidence>`
    select e.* from unnest(${list(macs)}) as card (mac)
    cross join lateral (select * from endpoint where endpoint.mac = card.mac order by id limit ${most}) e`.execute(tx);
  return found.rows;
}

export async function endpointsAt(
  tx: Transaction,
  addresses: readonly string[],
  most: number,
): Promise<EndpointEvidence[]> {
  if (addresses.length === 0) return [];
  const found = await sql<EndpointEvidence>`
    select e.* from unnest(${list(addresses)}) as place (address)
    cross join lateral (
      select * from endpoint where endpoint.address = place.address order by last desc limit ${most}
    ) e`.execute(tx);
  return found.rows;
}

export async function endpointsOfDevices(tx: Transaction, devices: readonly string[]): Promise<EndpointEvidence[]> {
  if (devices.length === 0) return [];
  const found = await sql<EndpointEvidence>`select * from endpoint where device = any(${list(devices)})`.execute(tx);
  return found.rows;
}

export async function claimsOfCards(tx: Transaction, macs: readonly string[], most: number): Promise<ClaimEvidence[]> {
  if (macs.length === 0) return [];
  const found = await sql<ClaimEvidence>`
    select c.* from unnest(${list(macs)}) as card (mac)
    cross join lateral (select * from claim where claim.mac = card.mac limit ${most}) c`.execute(tx);
  return found.rows;
}

export async function claimsAt(tx: Transaction, addresses: readonly string[], most: number): Promise<ClaimEvidence[]> {
  if (addresses.length === 0) return [];
  const found = await sql<ClaimEvidence>`
    select c.* from unnest(${list(addresses)}) as place (address)
    cross join lateral (
      select * from claim where claim.address = place.address order by last desc limit ${most}
    ) c`.execute(tx);
  return found.rows;
}

/** Facts about cards, and about addresses. A subject has a bounded number of them. */
export async function factsAbout(
  tx: Transaction,
  macs: readonly string[],
  addresses: readonly string[],
): Promise<FactEvidence[]> {
  if (macs.length + addresses.length === 0) return [];
  const found = await sql<FactEvidence>`
    select * from fact where mac = any(${list(macs)})
    union select * from fact where address <> '' and address = any(${list(addresses)})`.execute(tx);
  return found.rows;
}

/** Who else gives the same of what identifies a thing; nobody where more than `most` do, since it then identifies nothing. */
export async function sharingFacts(
  tx: Transaction,
  facts: readonly { name: string; value: string }[],
  most: number,
): Promise<{ mac: string; address: string; name: string; value: string }[]> {
  if (facts.length === 0) return [];
  const names = facts.map(({ name }) => name);
  const values = facts.map(({ value }) => value);
  const found = await sql<{ mac: string; address: string; name: string; value: string }>`
    select f.mac, f.address, f.name, f.value from unnest(${names}::text[], ${values}::text[]) as n (name, value)
    cross join lateral (
      select * from fact where fact.name = n.name collate "C" and md5(fact.value) = md5(n.value) and fact.name in
        ('snmp-engine', 'lldp-chassis-id', 'dhcp-client-id', 'snmp-serial', 'mdns-serial', 'dicom-serial', 'udi')
      limit ${most + 1}
    ) f`.execute(tx);
  const groups = Map.groupBy(found.rows, ({ name, value }) => `${name}\n${value}`);
  return [...groups.values()].flatMap((group) => (group.length > most ? [] : group));
}

export interface Relation {
  readonly client: number;
  readonly server: number;
  readonly first: number;
  readonly last: number;
  readonly first_source: number;
  readonly first_frame: number;
  /** Of the other end, and where it stands. */
  readonly client_device: string | null;
  readonly client_mac: string;
  readonly client_address: string;
  readonly server_device: string | null;
  readonly server_mac: string;
  readonly server_address: string;
}

const RELATION = sql`e.client, e.server, e.first, e.last, e.first_source, e.first_frame,
  c.device as client_device, c.mac as client_mac, c.address as client_address,
  s.device as server_device, s.mac as server_mac, s.address as server_address`;

/** Which of these sent HL7 to whom, or took it from whom. */
export async function hl7Relations(tx: Transaction, endpoints: readonly number[], most: number): Promise<Relation[]> {
  if (endpoints.length === 0) return [];
  const ids = sql`${sql.val([...endpoints])}::bigint[]`;
  const found = await sql<Relation>`
    select ${RELATION} from (
      select * from edge where client = any(${ids}) and protocol = 'hl7' and answered
      union select * from edge where server = any(${ids}) and protocol = 'hl7' and answered
    ) e join endpoint c on c.id = e.client join endpoint s on s.id = e.server
    order by e.first limit ${most}`.execute(tx);
  return found.rows;
}

/** Which of these talked to each other. */
export async function relationsAmong(tx: Transaction, endpoints: readonly number[]): Promise<Relation[]> {
  if (endpoints.length < 2) return [];
  const ids = sql`${sql.val([...endpoints])}::bigint[]`;
  const found = await sql<Relation>`
    select ${RELATION} from (
      select distinct on (client, server) * from edge where client = any(${ids}) and server = any(${ids})
    ) e join endpoint c on c.id = e.client join endpoint s on s.id = e.server`.execute(tx);
  return found.rows;
}

/** The sources in the order of their packets. */
export async function sourcesInOrder(tx: Transaction): Promise<number[]> {
  const found = await sql<{ id: number }>`select id from source order by coalesce(first, started), id`.execute(tx);
  return found.rows.map(({ id }) => id);
}

/** Decisions that hold, in order of time. */
export async function readDecisions(tx: Transaction): Promise<{ kind: 'merge' | 'split'; anchors: string[] }[]> {
  return await tx
    .selectFrom('decision')
    .select(['kind', 'anchors'])
    .where('undone', 'is', null)
    .where('kind', 'in', ['merge', 'split'])
    .orderBy('at')
    .orderBy('id')
    .$narrowType<{ kind: 'merge' | 'split' }>()
    .execute();
}

export async function setResolved(
  tx: Transaction,
  endpoints: readonly { id: number; device: string | null; own: boolean }[],
  facts: readonly { id: number; device: string | null }[],
): Promise<void> {
  if (endpoints.length > 0) {
    const types = { id: 'bigint', device: 'text', own: 'boolean' };
    await sql`
      update endpoint t set device = n.device, own = n.own from ${rows('n', types, endpoints)} where t.id = n.id`.execute(
      tx,
    );
  }
  if (facts.length > 0) {
    await sql`
      update fact t set device = n.device from ${rows('n', { id: 'bigint', device: 'text' }, facts)} where t.id = n.id`.execute(
      tx,
    );
  }
}

export interface Home {
  readonly mac: string;
  readonly address: string;
  readonly device: string | null;
  readonly own: boolean;
  readonly first: number;
  readonly last: number;
}

/** Makes endpoints of devices that have none. */
export async function giveHomes(tx: Transaction, values: readonly Home[], now: number): Promise<void> {
  if (values.length === 0) return;
  const types = { mac: 'text', address: 'text', device: 'text', own: 'boolean', first: 'bigint', last: 'bigint' };
  await sql`
    insert into endpoint (mac, address, device, own, first, last, first_source, first_frame, touched)
    select n.*, 0, 0, ${now}::bigint from ${rows('n', types, values)}
    on conflict (mac, address) do update set device = excluded.device, own = excluded.own`.execute(tx);
}
