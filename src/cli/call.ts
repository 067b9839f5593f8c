/** Calls what the API offers from the command line, with the same input and the same answer. */
import type { z } from 'zod';
import { notFound } from '../lib/errors.ts';
import { type Actor, type Endpoint, type Exchange, PERMISSIONS, type Route } from '../platform/http/endpoint.ts';

/** Whoever may read the data folder may do all that the API can. */
const ACTOR: Actor = {
  account: 'command line',
  name: 'The command line',
  role: 'admin',
  permissions: new Set(PERMISSIONS),
};

/** `body`: of an upload. */
export async function call<P extends `/${string}`, I extends z.ZodObject, O extends z.ZodType>(
  routes: readonly Route[],
  endpoint: Endpoint<P, I, O>,
  input: z.input<I>,
  body: AsyncIterable<Uint8Array> = nothing(),
): Promise<z.output<O>> {
  const found = routes.find((it) => it.endpoint === (endpoint as Endpoint));
  if (found === undefined) throw notFound('The endpoint', endpoint.path);
  return endpoint.output.parse(await found.handle(input, ACTOR, exchangeOf(endpoint.method, body)));
}

function exchangeOf(method: Endpoint['method'], body: AsyncIterable<Uint8Array>): Exchange {
  const { signal } = new AbortController();
  return { method, address: '', secure: true, body, signal, header: () => undefined, setHeader: () => undefined };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  yield* [];
}
