/** The HTTP API as data. Server, client and OpenAPI document are all read from the same endpoints. */
import { z } from 'zod';

/** What a caller must be allowed to do. Reading is told apart by what is read, so that a role can be given less. */
export const PERMISSIONS = [
  'device:read',
  'device:write',
  'flow:read',
  'finding:read',
  'evidence:read',
  'capture:read',
  'capture:write',
  'sensor:read',
  'sensor:write',
  'import:read',
  'import:write',
  'switch:read',
  'switch:write',
  'webhook:read',
  'webhook:write',
  'account:read',
  'account:write',
  'setting:read',
  'setting:write',
  'own:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Who asks. Every change is written down with the account's id. */
export interface Actor {
  readonly account: string;
  readonly name: string;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
}

export interface Endpoint<
  P extends `/${string}` = `/${string}`,
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names in braces are taken from the path; the rest of the input from the query of a GET, else from the body. */
  readonly path: P;
  readonly summary: string;
  readonly permission: Permission;
  readonly input: I;
  readonly output: O;
}

export function endpoint<P extends `/${string}`, I extends z.ZodObject, O extends z.ZodType>(
  it: Endpoint<P, I, O>,
): Endpoint<P, I, O> {
  return it;
}

export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (input: unknown, actor: Actor) => Promise<unknown>;
}

/** The input is checked, the output is not: the compiler has checked it, and a list of thousands would pay for it. */
export function route<P extends `/${string}`, I extends z.ZodObject, O extends z.ZodType>(
  it: Endpoint<P, I, O>,
  handle: (input: z.output<I>, actor: Actor) => z.input<O> | Promise<z.input<O>>,
): Route {
  return { endpoint: it, handle: async (input, actor) => handle(it.input.parse(input), actor) };
}

/** Several values of one field, written as one query parameter: `class=medical,network`. At most 50. */
export function listOf<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(50))
    .default([]);
}
