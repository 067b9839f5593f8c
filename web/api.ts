/** Asks the server. Paths, inputs and answers are checked against the contracts by the compiler; only types are imported. */
import type { z } from 'zod';
import type { Endpoint } from '../src/platform/http/endpoint.ts';

type Get = Endpoint;

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
export async function get<E extends Get>(path: E['path'], input: z.input<E['input']>): Promise<z.output<E['output']>> {
  const response = await ask(urlOf(path, input));
  if (!response.ok) throw new RequestError(response.status, detailOf(await response.json()));
  // The server is ours and of the same build: its answer has been checked by its compiler.
  const answer: z.output<E['output']> = await response.json();
  return answer;
}

/** What react-query needs for {@link get}. */
export function query<E extends Get>(path: E['path'], input: z.input<E['input']>) {
  return { queryKey: [path, input], queryFn: () => get<E>(path, input) };
}

async function ask(url: string): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RequestError(0, 'Wardline does not answer. Is it still running in its terminal?', { cause: error });
  }
}

function urlOf(path: string, input: Readonly<Record<string, unknown>>): string {
  const rest = new URLSearchParams();
  let url = path;
  for (const [name, value] of Object.entries(input)) {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (url.includes(`{${name}}`)) url = url.replace(`{${name}}`, encodeURIComponent(text));
    else if (text !== '') rest.set(name, text);
  }
  return `/api${url}${rest.size === 0 ? '' : `?${rest}`}`;
}

function detailOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'detail' in body
    ? String(body.detail)
    : 'The answer was no answer.';
}
