/** Kills our process and PostgreSQL at any moment, again and again, under load, and counts what is lost and what is doubled. */
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { AppError } from '../../src/lib/errors.ts';
import { openDatabase } from '../../src/platform/store/database.ts';
import { open, type Opened, serverPid, temporary, until } from '../acceptance/store/opened.ts';

/** Nothing was counted for that long: nothing will be. */
const PATIENCE_MS = 60_000;
const PROGRAM = join(import.meta.dirname, 'kill-process.ts');
export const VICTIMS = ['node', 'postgres', 'both'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillFigures {
  readonly kills: number;
  /** Messages whose publisher was told that they are durable. */
  readonly acked: number;
  /** Of those, never counted. */
  readonly lost: number;
  /** Counted more than once. */
  readonly doubled: number;
  /** Milliseconds from each kill to the next message that was acknowledged, in order of length. */
  readonly pauses: readonly number[];
}

/** Kills each of `VICTIMS` `rounds` times. */
export async function killAgainAndAgain(rounds: number): Promise<Record<Victim, KillFigures>> {
  const place = temporary();
  const figures: Partial<Record<Victim, KillFigures>> = {};
  let acked = 0;
  let running = start(place.folder, acked);
  try {
    for (const victim of VICTIMS) {
      const before = acked;
      const pauses: number[] = [];
      for (let round = 0; round < rounds; round++) {
        // Somewhere within the load, in which most of the time a commit is under way.
        const target = ackedBy(running, acked) + 100;
        await until(() => failing(running) || ackedBy(running, acked) >= target);
        await sleep(Math.random() * 50);
        const began = performance.now();
        if (victim !== 'node') process.kill(serverPid(place.folder), 'SIGKILL');
        if (victim !== 'postgres') await running.kill();
        const reached = ackedBy(running, acked);
        acked = reached;
        if (victim !== 'postgres') running = start(place.folder, acked);
        await until(() => failing(running) || ackedBy(running, acked) > reached);
        pauses.push(performance.now() - began);
      }
      acked = ackedBy(running, acked);
      figures[victim] = {
        kills: rounds,
        ...(await countOutcome(running, before, acked)),
        pauses: pauses.toSorted((a, b) => a - b),
      };
    }
  } finally {
    await running.kill();
    await place.remove();
  }
  const { node, postgres, both } = figures;
  if (node === undefined || postgres === undefined || both === undefined)
    throw new Error('Not every victim was killed');
  return { node, postgres, both };
}

function start(folder: string, first: number): Opened {
  return open(folder, { program: PROGRAM, args: [String(first)] });
}

/** The last that `running` said it had acknowledged. */
function ackedBy(running: Opened, before: number): number {
  const last = running.said.findLast((line) => line.startsWith('acked '));
  return Math.max(before, Number(last?.slice(6) ?? 0));
}

/** Throws what it said when it ended by itself. */
function failing(running: Opened): false {
  if (running.process.exitCode !== null)
    throw new Error(`The process under load ended: ${running.said.slice(-5).join(' | ')} ${running.errors()}`);
  return false;
}

/** Nothing while the server that was killed last is still starting. */
async function unlessAway<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
}

/** Looks at messages `from` up to `to` when all of them have been counted, or nothing has been for long. */
async function countOutcome(
  running: Opened,
  from: number,
  to: number,
): Promise<{ acked: number; lost: number; doubled: number }> {
  const db = openDatabase(await running.url, 1);
  try {
    let counted = { found: 0, rows: 0 };
    for (let late = Date.now() + PATIENCE_MS; Date.now() < late && counted.found < to - from; await sleep(200)) {
      const asked = sql<typeof counted>`
        select count(distinct id) as found, count(*) as rows from counted
        where substr(id, 2)::bigint >= ${from} and substr(id, 2)::bigint < ${to}`.execute(db);
      const now = (await unlessAway(asked))?.rows[0] ?? counted;
      if (now.found > counted.found) late = Date.now() + PATIENCE_MS;
      counted = now;
    }
    return { acked: to - from, lost: to - from - counted.found, doubled: counted.rows - counted.found };
  } finally {
    await db.destroy();
  }
}
