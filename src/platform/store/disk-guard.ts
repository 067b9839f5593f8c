/** Keeps the disk from filling up: the oldest traffic goes first, and before nothing is left to write to, taking in stops. */
import { statfs } from 'node:fs/promises';
import type { Database } from './database.ts';
import { dropPartition, type Partition, partitionsOf } from './partitions.ts';

/** Shares of the disk that are free. */
const LOW = 0.15;
const STOP = 0.05;
/** Taking in goes on when there is a little more, so that it does not stop and go with every file. */
const GO_ON = 0.07;

/** What may go, in this order: how traffic was hour by hour, then day by day. Inventory, findings and what people did never go. */
const EXPENDABLE = ['conv_hour', 'conv_day'] as const;

export interface Disk {
  /** Bytes. */
  readonly free: number;
  readonly size: number;
}

export interface GuardDecision {
  /** Names of partitions. */
  readonly drop: readonly string[];
  readonly ingest: 'go' | 'stop';
  /** For people; null when all is well. */
  readonly words: string | null;
}

/**
 * `expendable`: partitions of each table, the oldest first, in the order in which tables go. The newest of each table stays: it is being written to.
 * `stopped`: whether taking in has stopped already.
 */
export function decideGuard(
  { free, size }: Disk,
  expendable: readonly (readonly Partition[])[],
  stopped: boolean,
): GuardDecision {
  const drop: string[] = [];
  let wanted = size * LOW - free;
  for (const { name, bytes } of expendable.flatMap((partitions) => partitions.slice(0, -1))) {
    if (wanted <= 0) break;
    drop.push(name);
    wanted -= bytes;
  }
  const share = free / size;
  const ingest = share < (stopped ? GO_ON : STOP) ? 'stop' : 'go';
  return { drop, ingest, words: wordsFor(share, drop.length, ingest) };
}

function wordsFor(share: number, dropped: number, ingest: 'go' | 'stop'): string | null {
  const free = `${(share * 100).toFixed(1)} % of the disk is free`;
  if (ingest === 'stop') {
    return `Only ${free}: Wardline takes in nothing new until there is more room. What it knows stays, and can be read`;
  }
  if (share >= LOW) return null;
  return dropped > 0
    ? `Only ${free}: the oldest traffic history is being removed. Inventory and findings stay`
    : `Only ${free}, and there is no traffic history left to remove: make room soon`;
}

/** Null for a server elsewhere: nobody tells us of its disk. It says so itself when it is full. */
export async function measureDisk(folder: string | null): Promise<Disk | null> {
  if (folder === null) return null;
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, size: blocks * bsize };
}

/** Measures, decides and drops; the decision is the caller's to tell. `folder`: where the database's files lie, or null. */
export async function guardDisk(db: Database, folder: string | null, stopped: boolean): Promise<GuardDecision> {
  const disk = await measureDisk(folder);
  if (disk === null) return { drop: [], ingest: 'go', words: null };
  const expendable = await Promise.all(EXPENDABLE.map((table) => partitionsOf(db, table)));
  const decision = decideGuard(disk, expendable, stopped);
  for (const name of decision.drop) await dropPartition(db, name);
  return decision;
}
