/**
 * The head of an HTTP message: its first line and the few header fields that say who speaks and how long the body is.
 *
 * @see RFC 9112 sections 2 to 6, RFC 9110 sections 7 and 10
 */
import { Violation, latin1 } from '../../../../lib/reader.ts';
import { type Reading, until } from '../../dissector.ts';

/** The fields that are kept, in lower case; all others pass unread. */
const KEPT = new Set([
  'accept',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'location',
  'proxy-authenticate',
  'proxy-authorization',
  'server',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'www-authenticate',
]);
/** Field name in lower case → its values, joined with commas when it came more than once. */
export type Headers = ReadonlyMap<string, string>;

export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly target: string }
  | { readonly kind: 'response'; readonly status: number };

/** The most lines of one head, and characters of one value, before it is no HTTP that anybody would read. */
const MAX_LINES = 256;
const MAX_VALUE = 8192;
const REQUEST = /^([A-Z][A-Z_-]{1,31}) +(?=\S)/;
const VERSION = / HTTP\/1\.\d$/;
const RESPONSE = /^HTTP\/1\.\d (\d{3})(?: |$)/;

/** The next message's first line; empty lines before it are passed over (RFC 9112 section 2.2). */
export function* readStartLine(): Reading<string> {
  for (;;) {
    const line = yield* readLine();
    if (line !== '') return line;
  }
}

export function parseStartLine(line: string): StartLine | undefined {
  const [, status] = RESPONSE.exec(line) ?? [];
  if (status !== undefined) return { kind: 'response', status: Number(status) };
  // Two anchored expressions: one with the target between them could take the square of a hostile line's length.
  const [before, method] = REQUEST.exec(line) ?? [];
  if (before === undefined || method === undefined || !VERSION.test(line.slice(-9))) return undefined;
  return { kind: 'request', method, target: line.slice(before.length, -9).trim() };
}

/** The header, or trailer, fields up to the empty line that ends them. */
export function* readHeaders(): Reading<Headers> {
  const headers = new Map<string, string>();
  for (let lines = 0; lines < MAX_LINES; lines++) {
    const line = yield* readLine();
    if (line === '') return headers;
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (KEPT.has(name)) addField(headers, name, line.slice(colon + 1, colon + 1 + MAX_VALUE));
  }
  throw new Violation(`a head of over ${MAX_LINES} lines`);
}

/** Adds a field, of `name` in lower case, if it is one that is kept. */
export function addField(headers: Map<string, string>, name: string, text: string): void {
  if (!KEPT.has(name)) return;
  const value = text.slice(0, MAX_VALUE).trim();
  const before = headers.get(name);
  headers.set(name, before === undefined ? value : `${before}, ${value}`.slice(0, MAX_VALUE));
}

export function* readLine(): Reading<string> {
  const line = (yield* until(0x0a)).rest();
  return latin1(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
}

/** What stands before the parameters of a media type, in lower case. */
export function mediaType(value: string | undefined): string {
  return (value ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
