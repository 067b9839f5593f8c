/** Tables of what others say of devices: maintenance systems (CMMS) and switches. Times are microseconds since 1970. */
import type { Generated, JSONColumnType } from 'kysely';

export interface AssetTables {
  /** One reading of a file from a maintenance system; applied or not. */
  import: {
    id: string;
    /** The file's. */
    name: string;
    /** SHA-256 of the file, in hexadecimal. */
    digest: string;
    encoding: string;
    delimiter: string;
    /** The columns with what they are taken for, as the contract shows them. */
    columns: JSONColumnType<object[]>;
    summary: JSONColumnType<object>;
    state: 'preview' | 'applied' | 'discarded' | 'undone';
    at: number;
    by: string;
    applied: number | null;
    applied_by: string | null;
    /** In which order imports were applied: the last one alone can be undone. */
    turn: number | null;
  };
  import_row: {
    import: string;
    line: number;
    /** The asset number or whatever tells the rows of that system apart. */
    key: string;
    /** Fields by name; only of columns that were taken over. */
    record: JSONColumnType<Record<string, string>>;
    state: 'matched' | 'only-there' | 'conflict' | 'ambiguous';
    /** Compared with what was applied last. */
    effect: 'new' | 'changed' | 'same';
    device: string | null;
    /** Why these two are one, in words, and how sure. */
    because: string | null;
    confidence: number | null;
    /** A person said which device it is. */
    chosen: boolean;
    candidates: JSONColumnType<object[]>;
    /** Fields in which the two contradict each other. */
    differing: JSONColumnType<string[]>;
    /** All that one may search for, in lower case. */
    search: string;
  };
  /** What a person said that columns are, by the names of all columns of a file. */
  import_mapping: { headings: string; mapping: JSONColumnType<object>; at: number; by: string };
  /** What another system of record says of a device, as last applied. */
  asset: {
    key: string;
    device: string | null;
    record: JSONColumnType<Record<string, string>>;
    import: string;
    at: number;
    /** A person said which device it is. */
    chosen: boolean;
  };
  /** What an import changed, so that it can be put back; `record` is null for what was not there before. */
  asset_before: {
    import: string;
    key: string;
    device: string | null;
    record: JSONColumnType<Record<string, string>> | null;
    by_import: string | null;
    at: number | null;
    chosen: boolean;
  };
  /**
   * Whom a person believes about a field of a device. The value itself is a `word` of the same time: a later word of the
   * person's own replaces the belief.
   */
  belief: {
    device: string;
    /** As `word` names it. */
    field: string;
    whom: 'cmms' | 'network';
    at: number;
    /** The import that was believed as a whole. */
    import: string | null;
  };
  /** A switch or router that a person named, to be asked by SNMP. */
  switch: {
    id: string;
    address: string;
    port: number;
    /** Its own name and description, as it said. */
    name: string | null;
    description: string | null;
    version: '2c' | '3';
    /** Of version 3. */
    user_name: string | null;
    /** Sealed with the key of the data folder, and never shown; null once it was removed. */
    credentials: Buffer | null;
    created: number;
    by: string;
    /** When it last answered in full, and when it was last asked. */
    polled: number | null;
    asked: number | null;
    trouble: string | null;
    /** Seconds between two polls. */
    interval: number;
    /** Hardware addresses, and entries of its address tables, of the last poll. */
    macs: number;
    addresses: number;
    /** When a person took it off the list; what it said stays as history. */
    removed: number | null;
  };
  switch_port: {
    switch: string;
    port: string;
    name: string | null;
    /** Why it leads to other switches rather than to devices. */
    uplink: string | null;
  };
  /** Where a hardware address was learned: one row for each time it moved. */
  attachment: {
    id: Generated<number>;
    mac: string;
    switch: string;
    port: string;
    port_name: string | null;
    vlan: number | null;
    first: number;
    last: number;
  };
  /** Which hardware address has which internet address, by the word of a router that was asked. */
  switch_address: { switch: string; mac: string; address: string; first: number; last: number };
}
