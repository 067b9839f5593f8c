/** What a person's word sets going in the resolution. It works on evidence, which the inventory's routes know nothing of, and is given to them. */
import type { Transaction } from '../platform/store/database.ts';

export interface MergeRequest {
  readonly devices: readonly string[];
  readonly note: string;
  /** The account. */
  readonly by: string;
}

export interface SplitRequest {
  readonly device: string;
  /** Endpoints by hardware address, else by internet address. */
  readonly anchors: readonly string[];
  readonly note: string;
  readonly by: string;
}

export interface Decided {
  /** The decision's id. */
  readonly decision: string;
  /** The device that came of it. */
  readonly device: string;
}

/** Each throws `not-found` and `conflict` with what a person can do about it, and is committed by its caller. */
export interface InventoryChanges {
  mergeDevices(transaction: Transaction, request: MergeRequest): Promise<Decided>;
  splitDevice(transaction: Transaction, request: SplitRequest): Promise<Decided>;
  /** Of merges and splits. */
  undoDecision(transaction: Transaction, request: { readonly decision: string; readonly by: string }): Promise<void>;
  /** Writes what is shown of a device again, after a person said something of it or took it back. Notes no change: its caller does. */
  renewDevice(transaction: Transaction, device: string): Promise<void>;
}
