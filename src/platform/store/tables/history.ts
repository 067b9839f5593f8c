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
  /** 90 days; partitioned by month. Arrays have a slot for each hour. */
  conv_day: {
    day: number;
    edge: number;
    conversations: number[];
    bytes_out: number[];
    bytes_in: number[];
  };
  /** 400 days. */
  device_day: {
    day: number;
    endpoint: number;
    conversations: number[];
    bytes_out: number[];
    bytes_in: number[];
    /** Clinical messages and objects sent. */
    items: number[];
    peers: number;
  };
  /** What a device did in an hour, for its utilisation: such as `C-STORE` or `ORU^R01`. */
  deed_day: { day: number; endpoint: number; protocol: string; verb: string; counts: number[] };
  /** Which nightly work has been done. */
  upkeep: { name: string; day: number; at: Generated<number> };
}
