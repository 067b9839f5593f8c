/**
 * The nightly work: hours become days, what is too old goes, and devices that fell silent are told of. Each step is one
 * transaction that may be done twice; what was killed goes on with the next turn.
 */
import type { Database } from '../platform/store/database.ts';
import { countFindings } from './refresh.ts';
import { DAY } from './limits.ts';
import { ensureHours } from './store/history.store.ts';
import {
  dropDaysBefore,
  foldDay,
  foldedDays,
  forgetUnseen,
  lastUpkeep,
  noteReturned,
  noteSilent,
  noteUpkeep,
  resolveFindings,
} from './store/upkeep.store.ts';
import { ensureMonth } from './write-history.ts';

/** Days. */
const HOURS_KEPT = 2;
const DAYS_KEPT = 90;
const UNSEEN_KEPT = 400;
/** A clock that jumped is not believed for a night: nothing is thrown away. */
const JUMP = 30;
/** Days that are folded in one turn, so that an old capture's hundred do not hold anybody up. */
const MAX_FOLDED = 20;

export interface UpkeepOptions {
  /** Microseconds since 1970 by this machine's clock. */
  readonly now: number;
  readonly say: (line: string) => void;
}

/** Does what is due; cheap when nothing is. */
export async function upkeep(db: Database, { now, say }: UpkeepOptions): Promise<void> {
  const today = Math.floor(now / DAY);
  for (const day of [today, today + 1]) await db.transaction().execute(async (tx) => await ensureHours(tx, day));
  await db.transaction().execute(async (tx) => await noteReturned(tx, now));
  const folded = await foldHours(db, today);
  const last = await lastUpkeep(db, 'night');
  // After the clock jumped back the work of that day is done again, which changes nothing.
  if (last?.day === today) return;
  const jumped = last !== undefined && Math.abs(today - last.day) > JUMP;
  if (jumped) say('The clock has jumped: nothing is thrown away tonight');
  else await throwAway(db, today, now);
  await db.transaction().execute(async (tx) => await noteSilent(tx, now));
  await db.transaction().execute(async (tx) => await countFindings(tx, await resolveFindings(tx, now)));
  await noteUpkeep(db, 'night', today, now);
  if (folded > 0) say(`${folded} days of traffic were put together`);
}

/** Makes days of the hours of the days before yesterday. */
async function foldHours(db: Database, today: number): Promise<number> {
  const days = await foldedDays(db, today - HOURS_KEPT, MAX_FOLDED);
  for (const day of days) {
    await db.transaction().execute(async (tx) => {
      // Old captures' days stay in the default partition, so that they make no tables.
      if (today - day <= DAYS_KEPT) await ensureMonth(tx, day);
      await foldDay(tx, day);
    });
  }
  return days.length;
}

async function throwAway(db: Database, today: number, now: number): Promise<void> {
  await dropDaysBefore(db, today - DAYS_KEPT, now - DAYS_KEPT * DAY);
  await forgetUnseen(db, today - UNSEEN_KEPT, now - UNSEEN_KEPT * DAY);
}
