/** What the overview and the map add up. The database keeps these tables itself as what they sum changes: nobody writes them. */
import type { GeneratedAlways } from 'kysely';

export interface SumTables {
  /** Conversations of one protocol, equally protected, from one group or zone to another; rows without edges count for nothing. */
  talk_sum: {
    /** `type`: between groups of one type; `zone`: between zones; a zone's id: between the groups inside of it. */
    view: GeneratedAlways<string>;
    /** Null for an address that nothing was ever heard from. */
    client: GeneratedAlways<string | null>;
    server: GeneratedAlways<string | null>;
    /** As `edge.protection` and `edge.categories`. */
    protection: GeneratedAlways<number>;
    protocol: GeneratedAlways<string>;
    categories: GeneratedAlways<string[]>;
    edges: GeneratedAlways<number>;
    bytes: GeneratedAlways<number>;
    conversations: GeneratedAlways<number>;
  };
  /** How many devices are alike in what the map and the overview tell apart; rows of 0 count for nothing. */
  device_sum: {
    zone: GeneratedAlways<string>;
    class: GeneratedAlways<string>;
    type: GeneratedAlways<string>;
    scope: GeneratedAlways<'local' | 'external'>;
    /** The worst open finding's severity. */
    worst: GeneratedAlways<number | null>;
    devices: GeneratedAlways<number>;
  };
}
