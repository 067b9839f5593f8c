/** What lists and maps are read by: worked out when a row is written, so that no reader has to. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  // Positions in PROTECTIONS of dataflow/protection.ts, and its rules: a test compares the two.
  `alter table edge add column protection smallint not null generated always as (case
    when encryption is null or encryption = 'null'::jsonb then
      case when data <> '[]'::jsonb then 0 when protocol = '' then 3 else 2 end
    when encryption ->> 'kind' = 'ssh' then
      case when encryption ->> 'version' like '1.%' and encryption ->> 'version' <> '1.99' then 1 else 4 end
    when coalesce(encryption ->> 'version', '') ~* '^(ssl|dtls ?1\\.0|tls ?1\\.[01]|1\\.[01]$|[23]\\.0$)' then 1
    else 4 end) stored`,
  // Where people look for it on the map: the Internet, a ward, else the subnet that is a guess where no mask was heard.
  `alter table device add column zone text collate "C" not null generated always as (case
    when scope = 'external' then 'internet'
    when ward is not null then 'ward:' || ward
    when address ~ '^[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$' then 'subnet:' || substring(address from '^[0-9]+\\.[0-9]+\\.[0-9]+')
    else 'other' end) stored`,
  `alter table edge add column categories jsonb not null generated always as (jsonb_path_query_array(data, '$[*].category')) stored`,
  // A connection whose other direction must have been there: more than attempts to open it, which are as small as 78 bytes.
  `alter table edge add column one_way boolean not null generated always as (
    transport = 'tcp' and (packets_in = 0 or packets_out = 0)
      and greatest(bytes_out, bytes_in) > 100 * greatest(packets_out, packets_in)) stored`,
  `create index edge_one_way on edge (id) where one_way`,
  `create index edge_exposed on edge (client, server) where protection = 0`,
  `create index device_zone on device (zone)`,
  `create index endpoint_source on endpoint (first_source)`,
  `create index finding_evidence on finding using gin (evidence jsonb_path_ops)`,
];
