/** Roll-ups of traffic (`stores.md` 4.3). Hours and days are counted since 1970, in UTC. */
import type { Generated } from 'kysely';

export interface HistoryTables {
  /** 48 hours; partitioned by day. */
  conv_hour: {
    hour: number;
    edge: number;
    conversations: number;
    packets: number;
    bytes_out: number;
    bytes_in: number;
    items: number;
  };
  /** 90 days; partitioned by month. Arrays have a slot for each hour, null (in older rows 0) where nothing happened. */
  conv_day: {
    day: number;
    edge: number;
    conversations: (number | null)[];
    bytes_out: (number | null)[];
    bytes_in: (number | null)[];
  };
  /** 400 days. */
  device_day: {
    day: number;
    endpoint: number;
    conversations: (number | null)[];
    bytes_out: (number | null)[];
    bytes_in: (number | null)[];
    /** Clinical messages and objects sent. */
    items: (number | null)[];
    peers: number;
  };
  /** What a device did in an hour, for its utilisation: such as `C-STORE` or `ORU^R01`. */
  deed_day: { day: number; endpoint: number; protocol: string; verb: string; counts: (number | null)[] };
  /** Which nightly work has been done. */
  upkeep: { name: string; day: number; at: Generated<number> };
}
