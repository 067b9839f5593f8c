/** The tables as they are after the last migration. */
import type { AssetTables } from './tables/asset.ts';
import type { EvidenceTables } from './tables/evidence.ts';
import type { HistoryTables } from './tables/history.ts';
import type { InventoryTables } from './tables/inventory.ts';
import type { PlatformTables } from './tables/platform.ts';
import type { SumTables } from './tables/sums.ts';
import type { VulnerabilityTables } from './tables/vulnerability.ts';

export interface Schema
  extends PlatformTables, EvidenceTables, HistoryTables, InventoryTables, AssetTables, SumTables, VulnerabilityTables {}
