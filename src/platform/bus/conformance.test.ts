/** What every bus must do, whatever it is made of. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../store/database.ts';
import { freshDatabase, type TestDatabase } from '../store/testing.ts';
import { insertMessages, hourNow, ensureHour } from './bus.store.ts';
import type { Bus, Message, Outgoing } from './bus.ts';
import { CONSUMER, count, COUNTED, makeCounted } from './counting.samples.ts';
import { PgBus } from './pg-bus.ts';

const BUSES: readonly [name: string, make: (db: Database, url: string, say: (line: string) => void) => Bus][] = [
  ['PgBus', (db, url, say) => new PgBus(db, url, { say })],
];

describe.each(BUSES)('%s', (_, makeBus) => {
  let it: TestDatabase;
  let bus: Bus;
  let said: string[];
  beforeAll(async () => {
    it = await freshDatabase();
  });
  afterAll(() => it.close());
  beforeEach(async () => {
    await sql`truncate bus, bus_cursor, bus_set_aside`.execute(it.db);
    await sql`drop table if exists counted`.execute(it.db);
    said = [];
    bus = makeBus(it.db, it.url, (line) => said.push(line));
  });

  /** Consumes until `enough`, and stops. */
  const collect = async (consumer: string, enough: (seen: readonly Message[]) => boolean): Promise<Message[]> => {
    const seen: Message[] = [];
    const done = Promise.withResolvers<void>();
    const consumption = bus.consume('topic', consumer, (batch) => {
      seen.push(...batch);
      if (enough(seen)) done.resolve();
      return Promise.resolve();
    });
    await Promise.race([done.promise, consumption.ended]);
    await consumption.stop();
    return seen;
  };

  test('hands over every message of a topic once, in order, with its bytes', async () => {
    const messages = numbered(0, 1200);
    await bus.publish('other', numbered(0, 3));
    for (let at = 0; at < messages.length; at += 100) await bus.publish('topic', messages.slice(at, at + 100));
    const seen = await collect('one', ({ length }) => length >= 1200);
    expect(seen.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(seen.map(({ body }) => Buffer.from(body).toString())).toEqual(messages.map(({ id }) => `body of ${id}`));
    expect(seen.every(({ seq }, at) => at === 0 || seq > (seen[at - 1]?.seq ?? 0))).toBe(true);
  });

  test('each group gets all messages, and goes on where it was', async () => {
    await bus.publish('topic', numbered(0, 10));
    expect(await collect('one', ({ length }) => length >= 10)).toHaveLength(10);
    await bus.publish('topic', numbered(10, 15));
    expect((await collect('one', ({ length }) => length >= 5)).map(({ id }) => id)).toEqual(ids(10, 15));
    expect((await collect('two', ({ length }) => length >= 15)).map(({ id }) => id)).toEqual(ids(0, 15));
  });

  test('publishing again, at once or from two publishers, is no second message', async () => {
    await Promise.all([bus.publish('topic', numbered(0, 20)), bus.publish('topic', numbered(10, 30))]);
    await bus.publish('topic', [...numbered(0, 31), ...numbered(30, 31)]);
    const seen = await collect('one', (all) => all.some(({ id }) => id === 'm30'));
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids(0, 31).toSorted());
  });

  test('wakes a consumer that waits', async () => {
    const collecting = collect('one', ({ length }) => length >= 1);
    await sleep(50);
    await bus.publish('topic', numbered(0, 1));
    expect(await collecting).toHaveLength(1);
  });

  test('a handler whose work fails leaves no trace of it, and gets the message again', async () => {
    await sql`create table tries (id text)`.execute(it.db);
    await bus.publish('topic', numbered(0, 1));
    let tries = 0;
    const consumption = bus.consume('topic', 'one', async (batch, transaction) => {
      for (const { id } of batch) await sql`insert into tries values (${id})`.execute(transaction);
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    });
    await until(() => tries === 2);
    await consumption.stop();
    expect((await sql`select * from tries`.execute(it.db)).rows).toHaveLength(1);
  });

  test('a message that always fails is set aside with the reason, and the others go on in order', async () => {
    await bus.publish('topic', numbered(0, 10));
    const seen: string[] = [];
    let failures = 0;
    const consumption = bus.consume('topic', 'one', (batch, transaction) => {
      if (batch.some(({ id }) => id === 'm4')) {
        failures += batch.length === 1 ? 1 : 0;
        return Promise.reject(new Error('cannot be read'));
      }
      seen.push(...batch.map(({ id }) => id));
      return sql`select 1`.execute(transaction).then(() => undefined);
    });
    await until(() => seen.includes('m9'));
    await consumption.stop();
    expect(seen).toEqual(ids(0, 10).filter((id) => id !== 'm4'));
    expect(failures).toBe(3);
    const aside = await it.db.selectFrom('bus_set_aside').selectAll().execute();
    expect(aside.map((row) => [row.topic, row.consumer, row.message_id, row.body.toString(), row.reason])).toEqual([
      ['topic', 'one', 'm4', 'body of m4', 'cannot be read'],
    ]);
    expect(said).toEqual([expect.stringContaining('m4')]);
  });

  test('two consumers of one group share the messages and never hold the same one', async () => {
    await it.db.transaction().execute(makeCounted);
    const consumers = [1, 2].map(() => bus.consume(COUNTED, CONSUMER, count));
    for (let at = 0; at < 400; at += 20) await bus.publish(COUNTED, numbered(at, at + 20));
    await until(async () => (await countedOf(it.db)).length >= 400);
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    expect(await countedOf(it.db)).toEqual(ids(0, 400));
  });

  test('a consumer killed in the midst of batches, again and again, counts every message once', async () => {
    await it.db.transaction().execute(makeCounted);
    const total = 600;
    let child: ChildProcess | undefined;
    const publishing = (async () => {
      for (let at = 0; at < total; at += 5) {
        await bus.publish(COUNTED, numbered(at, at + 5));
        await sleep(5);
      }
    })();
    for (let kills = 0; kills < 4; kills++) {
      const before = (await countedOf(it.db)).length;
      child = startCounting(it.url);
      await until(async () => (await countedOf(it.db)).length > before || before === total);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await publishing;
    child = startCounting(it.url);
    await until(async () => (await countedOf(it.db)).length >= total);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await countedOf(it.db)).toEqual(ids(0, total));
  });

  test('what a slow publisher commits late is not skipped', async () => {
    await ensureHour(it.db, hourNow());
    const release = Promise.withResolvers<void>();
    const inserted = Promise.withResolvers<void>();
    const slow = it.db.transaction().execute(async (transaction) => {
      await insertMessages(transaction, 'topic', hourNow(), numbered(0, 1));
      inserted.resolve();
      await release.promise;
    });
    await inserted.promise;
    const fast = bus.publish('topic', numbered(1, 2));
    const collecting = collect('one', ({ length }) => length >= 2);
    await sleep(300);
    release.resolve();
    await Promise.all([slow, fast]);
    expect((await collecting).map(({ id }) => id)).toEqual(['m0', 'm1']);
  });

  test('connections that are cut off lose nothing and double nothing', async () => {
    await it.db.transaction().execute(makeCounted);
    const consumption = bus.consume(COUNTED, CONSUMER, count);
    for (let at = 0; at < 200; at += 10) {
      await bus.publish(COUNTED, numbered(at, at + 10));
      if (at % 50 === 0) {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`.execute(it.db);
      }
    }
    await until(async () => (await countedOf(it.db)).length >= 200);
    await consumption.stop();
    expect(await countedOf(it.db)).toEqual(ids(0, 200));
  });
});

function numbered(from: number, to: number): Outgoing[] {
  return ids(from, to).map((id) => ({ id, body: Buffer.from(`body of ${id}`) }));
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => `m${from + at}`);
}

/** In the order in which they were counted: rows of one writer at a time. */
async function countedOf(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from counted order by seq`.execute(db);
  return rows.map(({ id }) => id);
}

function startCounting(url: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'counting.samples.ts'), url], { stdio: 'inherit' });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
