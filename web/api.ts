/** Asks the server. Paths, inputs and answers are checked against the contracts by the compiler; only types are imported. */
import type { z } from 'zod';
import type { Endpoint } from '../src/platform/http/endpoint.ts';

/** What the server asks of whoever changes something with a session: a page of another site cannot send it. */
export const OURS = { 'wardline-request': '1' } as const;

/** A problem document's sentence, or that there was no answer at all. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /** The HTTP status; 0 when nothing answered. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** `get<typeof contract.getDevice>('/devices/{id}', { id })`: the path is the contract's own, letter by letter. */
export async function get<E extends Endpoint>(
  path: E['path'],
  input: z.input<E['input']>,
  signal: AbortSignal | null = null,
): Promise<z.output<E['output']>> {
  return answerOf<E>(await ask(urlOf(path, input, 'query'), { signal }));
}

/** What react-query needs for {@link get}; an answer that nobody waits for any more is given up. */
export function query<E extends Endpoint>(path: E['path'], input: z.input<E['input']>) {
  return {
    queryKey: [path, input],
    queryFn: ({ signal }: { readonly signal?: AbortSignal }) => get<E>(path, input, signal),
  };
}

/** Changes something: `send<typeof contract.approve>('POST', '/devices/approve', { ids })`. What is not in the path is the body. */
export async function send<E extends Endpoint>(
  method: E['method'],
  path: E['path'],
  input: z.input<E['input']>,
): Promise<z.output<E['output']>> {
  const rest = Object.entries(input).filter(([name]) => !path.includes(`{${name}}`));
  const response = await ask(urlOf(path, input, 'path'), {
    method,
    headers: { ...OURS, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(rest)),
  });
  return answerOf<E>(response);
}

/** Sends a file as it is; what is not in the path stands in the query. */
export async function upload<E extends Endpoint>(
  method: E['method'],
  path: E['path'],
  input: z.input<E['input']>,
  file: Blob,
  type: string,
): Promise<z.output<E['output']>> {
  const init = { method, headers: { ...OURS, 'content-type': type }, body: file };
  return answerOf<E>(await ask(urlOf(path, input, 'query'), init));
}

/** Sent to the window when an answer, or a stream that is refused, tells that perhaps nobody is logged in any more. */
export const NOBODY_EVENT = 'wardline:nobody';

async function answerOf<E extends Endpoint>(response: Response): Promise<z.output<E['output']>> {
  if (response.status === 401) dispatchEvent(new Event(NOBODY_EVENT));
  if (!response.ok) throw await problemOf(response);
  // The server is ours and of the same build: its answer has been checked by its compiler.
  const answer: z.output<E['output']> = await response.json();
  return answer;
}

export async function problemOf(response: Response): Promise<RequestError> {
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return new RequestError(response.status, isJson ? detailOf(await response.json()) : NO_ANSWER);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RequestError(0, 'Wardline does not answer. Is it still running?', { cause: error });
  }
}

/** The address with what its path names filled in; with the rest of `input` as its query when asked so. */
export function urlOf(path: string, input: Readonly<Record<string, unknown>>, rest: 'query' | 'path'): string {
  const parameters = new URLSearchParams();
  let url = path;
  for (const [name, value] of Object.entries(input)) {
    const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
    if (url.includes(`{${name}}`)) url = url.replace(`{${name}}`, encodeURIComponent(text));
    else if (text !== '') parameters.set(name, text);
  }
  return `/api${url}${rest === 'path' || parameters.size === 0 ? '' : `?${parameters}`}`;
}

const NO_ANSWER = 'The answer was no answer.';

const detailOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : NO_ANSWER;
