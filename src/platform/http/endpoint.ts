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

/** In place of a permission: what one does before anybody is logged in, such as logging in. */
export const ANYONE = 'anyone';

/** The request that an input came with, for the few handlers that need more of it. */
export interface Exchange {
  readonly method: Endpoint['method'];
  /** The caller's internet address as the socket has it; empty where there is no socket. */
  readonly address: string;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** The body of an upload, piece by piece: nothing is read from the network before it is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Aborted when the caller went away. */
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
  /** Sets a header of the answer. */
  readonly setHeader: (name: string, value: string) => void;
}

/** An answer that is a file to keep. */
export class FileAnswer {
  /** As the browser saves it. */
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

  constructor(name: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>) {
    this.name = name;
    this.body = body;
  }
}

/** The output of an endpoint that answers a file of the media type `file`. */
export function fileOf(file: string) {
  return z.instanceof(FileAnswer).meta({ file });
}

/** The media type of the file that an endpoint answers; undefined when it answers JSON. */
export function fileTypeOf({ output }: Endpoint): string | undefined {
  const file = output.meta()?.['file'];
  return typeof file === 'string' ? file : undefined;
}

export interface Endpoint<
  P extends `/${string}` = `/${string}`,
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names in braces are taken from the path; the rest of the input from the query of a GET or upload, else from the JSON body. */
  readonly path: P;
  readonly summary: string;
  readonly permission: Permission | typeof ANYONE;
  /** The media type of a body that is no JSON: handed to the handler as a stream, of any length. */
  readonly upload?: string;
  /** Whether `Idempotency-Key` is heeded. The answer is kept for a day, so it must hold no secret. */
  readonly repeatable?: boolean;
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
  readonly handle: (input: unknown, actor: Actor, exchange: Exchange) => Promise<unknown>;
}

/** The input is checked, the output is not: the compiler has checked it, and a list of thousands would pay for it. */
export function route<P extends `/${string}`, I extends z.ZodObject, O extends z.ZodType>(
  it: Endpoint<P, I, O>,
  handle: (input: z.output<I>, actor: Actor, exchange: Exchange) => z.input<O> | Promise<z.input<O>>,
): Route {
  return { endpoint: it, handle: async (input, actor, exchange) => handle(it.input.parse(input), actor, exchange) };
}

/** Several values of one field, written as one query parameter: `class=medical,network`. At most 50. */
export function listOf<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(50))
    .default([]);
}
