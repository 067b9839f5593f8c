/** Tables of devices: what is concluded, how it changed, and what people said. Times are microseconds since 1970. */
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

export interface InventoryTables {
  device: {
    id: string;
    name: string;
    class: string;
    type: string;
    /** For people, as it is sorted by. */
    type_label: string;
    manufacturer: string | null;
    model: string | null;
    serial: string | null;
    software: string | null;
    os: string | null;
    udi: string | null;
    confidence: number;
    scope: 'local' | 'external';
    /** The first of its addresses, else its hardware address. */
    address: string | null;
    /** The same so that text order is the order of numbers. */
    address_key: string | null;
    addresses: number;
    /** How much it needs a look: class, then the worst finding, then how many; the lowest first. */
    attention: number;
    findings: number;
    worst: number | null;
    peers: number;
    bytes: number;
    first: number;
    last: number;
    /** Given by people: where it stands, who answers for it, what for. */
    ward: string | null;
    owner: string | null;
    /** Null until a person approved it; then when, by whom, and what it was like. */
    approved: number | null;
    approved_by: string | null;
    approved_as: JSONColumnType<object> | null;
    /** All that one may search for, in lower case. */
    search: string;
    severities: string[];
    rules: string[];
    /** What lists are sorted by, so that text order is what people expect (`rack 2` before `rack 10`); null at the end. */
    sort_name: string;
    sort_type: string | null;
    sort_maker: string | null;
    sort_software: string | null;
    /** Where it is drawn on the map, worked out by the database: `internet`, `ward:…`, `subnet:…` or `other`. */
    zone: GeneratedAlways<string>;
    changed: number;
  };
  /** As the analysis document shows it, captures being sources; apart, so that lists stay narrow. */
  device_document: { device: string; document: JSONColumnType<object> };
  /** Devices that became part of another: their addresses in the console go on working. */
  device_alias: { old: string; device: string; at: number };
  /** What became different, for people to read. */
  change: {
    id: Generated<number>;
    device: string;
    at: number;
    kind: 'appeared' | 'value' | 'address' | 'merged' | 'split' | 'said' | 'approved' | 'returned' | 'silent';
    field: string | null;
    before: string | null;
    after: string | null;
    source: number | null;
    frame: number | null;
    by: string | null;
  };
  /** What a person decided. Never deleted: undone. The resolution heeds merges and splits that are not. */
  decision: {
    id: string;
    kind: 'merge' | 'split' | 'approve' | 'withdraw' | 'assign';
    /** Endpoints by hardware address, else by internet address: united, or taken away from the others. Empty for the other kinds. */
    anchors: string[];
    /** The devices that it concerned, and for the other kinds what they were like before: what an undo puts back. */
    before: JSONColumnType<{ device: string; [column: string]: unknown }[]>;
    note: string;
    at: number;
    by: string;
    undone: number | null;
    undone_by: string | null;
  };
  /** A value that a person gave: it wins, and is marked. */
  word: { device: string; field: string; value: string; at: number; by: string; reason: string };
  finding: {
    id: string;
    rule: string;
    severity: number;
    device: string | null;
    peer: string | null;
    title: string;
    advice: string;
    /** Captures being sources. */
    evidence: JSONColumnType<{ capture: number; frame: number; says: string }[]>;
    first: number;
    last: number;
    /** When its cause was gone. */
    resolved: number | null;
  };
  /** A list of devices that somebody wants to see again. */
  saved_view: { id: string; account: string; name: string; query: string; created: number };
}
