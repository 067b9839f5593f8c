/** Polls switches when their time has come. Only those that a person named are asked, and none that turns out to be something else. */
import { AppError } from '../lib/errors.ts';
import type { Database } from '../platform/store/database.ts';
import { askSwitch } from './ask.ts';
import { MAX_AT_ONCE } from './limits.ts';
import type { Seal } from './seal.ts';
import { deviceAt, dueSwitches, noteTrouble, selectSwitch, writeAnswer } from './switch.store.ts';

export interface Poller {
  /** Asks now, or waits for the asking that is under way. What goes wrong is noted with the switch. */
  poll(id: string): Promise<void>;
  isAsking(id: string): boolean;
  /** Resolves when nothing is being asked any more. */
  stop(): Promise<void>;
}

export interface PollerOptions {
  readonly db: Database;
  readonly seal: Seal;
  /** Hears of what is our own fault. */
  readonly onBug: (error: Error) => void;
  /** Milliseconds between two looks at who is due. */
  readonly every?: number;
}

export function startPolling({ db, seal, onBug, every = 5000 }: PollerOptions): Poller {
  const asking = new Map<string, Promise<void>>();
  const poll = async (id: string): Promise<void> => {
    const under = asking.get(id);
    if (under !== undefined) return under;
    const asked = pollOnce(db, seal, id).finally(() => asking.delete(id));
    asking.set(id, asked);
    return asked;
  };
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      const due = await dueSwitches(db, Date.now() * 1000);
      const free = Math.max(0, MAX_AT_ONCE - asking.size);
      await Promise.all(due.slice(0, free).map(poll));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A database that is away is looked for again next time, and others tell of it.
      onBug(error);
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, every);
  return {
    poll,
    isAsking: (id) => asking.has(id),
    async stop() {
      clearInterval(timer);
      await looking;
      await Promise.allSettled(asking.values());
    },
  };
}

/** Asks one switch and writes down what it says, or why it says nothing. */
async function pollOnce(db: Database, seal: Seal, id: string): Promise<void> {
  const { address, port, credentials } = await selectSwitch(db, id);
  const at = Date.now() * 1000;
  try {
    if (credentials === null) throw new AppError('unavailable', 'Its credentials are gone: give them again.');
    await refuseOthers(db, address);
    const answer = await askSwitch({ address, port, credentials: seal.open(credentials) });
    await db.transaction().execute((transaction) => writeAnswer(transaction, id, at, answer));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await noteTrouble(db, id, at, error.message);
  }
}

/** Kinds of things that are never asked for anything. */
const NEVER: ReadonlySet<string> = new Set(['medical', 'clinical-it', 'building', 'iot']);

/** @throws AppError `forbidden` when an address is known to belong to something that is no switch or router */
export async function refuseOthers(db: Database, address: string): Promise<void> {
  const device = await deviceAt(db, address);
  if (device === undefined || !NEVER.has(device.class)) return;
  throw new AppError(
    'forbidden',
    `${address} is ${device.name}, which is no switch or router: Wardline only ever asks switches and routers, and listens to everything else.`,
  );
}
