/**
 * A request that is sent again because its answer was lost gets the same answer, and is done once.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
import { createHash, type Hash } from 'node:crypto';
import { AppError } from '../../lib/errors.ts';
import type { Database } from '../store/database.ts';
import type { Actor, Endpoint, Exchange } from './endpoint.ts';
import { freeKey, keepAnswer, takeKey } from './idempotency.store.ts';

/** Microseconds for which answers are kept. */
const DAY = 86_400_000_000;
/** Characters of an answer that is kept. */
const MAX_ANSWER = 1024 * 1024;
const KEY = /^[\x21-\x7e]{8,100}$/;

export interface Repeatable {
  readonly endpoint: Endpoint;
  readonly input: unknown;
  readonly actor: Actor;
  readonly exchange: Exchange;
}

export class Idempotency {
  readonly #db: Database;
  /** What this process is answering just now. One process serves a database, so a key that is taken and not here was left by one that died. */
  readonly #open = new Set<string>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** The JSON that `run` answers to the request, or answered to the same request before. @throws AppError when the key was for another one */
  async once(request: Repeatable, run: (exchange: Exchange) => Promise<unknown>): Promise<string> {
    const { endpoint, exchange, actor } = request;
    const key = exchange.header('idempotency-key');
    if (key === undefined || endpoint.repeatable !== true) return JSON.stringify(await run(exchange));
    if (!KEY.test(key)) {
      throw new AppError('invalid', 'An Idempotency-Key has 8 to 100 printable characters and no spaces.');
    }
    const name = `${actor.account} ${key}`;
    if (this.#open.has(name)) throw new AppError('conflict', 'The same request is still being answered: wait for it.');
    this.#open.add(name);
    try {
      return await this.#answer(key, request, run);
    } finally {
      this.#open.delete(name);
    }
  }

  async #answer(
    key: string,
    { endpoint, input, actor: { account }, exchange }: Repeatable,
    run: (exchange: Exchange) => Promise<unknown>,
  ): Promise<string> {
    const hash = createHash('sha256').update(JSON.stringify([endpoint.method, endpoint.path, input]));
    const upload = endpoint.upload !== undefined;
    const at = Date.now() * 1000;
    const kept = await takeKey(
      this.#db,
      { account, key, request: upload ? '' : hash.copy().digest('hex'), at },
      at - DAY,
    );
    const known = kept?.status === 200 ? kept : undefined;
    if (known !== undefined) {
      if (upload) for await (const part of exchange.body) hash.update(part);
      if (hash.digest('hex') === known.request) return known.body ?? 'null';
      throw new AppError('conflict', 'This Idempotency-Key was used for another request: take a new one.');
    }
    try {
      const body = JSON.stringify(await run(upload ? { ...exchange, body: hashing(exchange.body, hash) } : exchange));
      if (body.length > MAX_ANSWER) await freeKey(this.#db, account, key);
      else await keepAnswer(this.#db, { account, key, request: hash.digest('hex'), status: 200, body });
      return body;
    } catch (error) {
      await freeKey(this.#db, account, key);
      throw error;
    }
  }
}

async function* hashing(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const part of body) {
    hash.update(part);
    yield part;
  }
}
