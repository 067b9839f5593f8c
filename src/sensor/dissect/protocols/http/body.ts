/**
 * How long a message's body is, and a way through it that holds no more than is wanted.
 *
 * @see RFC 9112 sections 6 (message body) and 7.1 (chunked)
 */
import { Violation } from '../../../../lib/reader.ts';
import { type Reading, skip, take } from '../../dissector.ts';
import { Kept, type Wanted } from './kept.ts';
import { type Headers, readHeaders, readLine } from './message.ts';

export type Framing =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

export const NO_BODY: Framing = { kind: 'length', length: 0 };

export function requestFraming(headers: Headers): Framing {
  return announced(headers) ?? NO_BODY;
}

/** @param method What was asked; undefined when the question was not seen. */
export function responseFraming(status: number, method: string | undefined, headers: Headers): Framing {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NO_BODY;
  return announced(headers) ?? { kind: 'until-close' };
}

function announced(headers: Headers): Framing | undefined {
  const coding = headers.get('transfer-encoding');
  if (coding !== undefined) {
    // Any other final coding ends with the connection.
    const final = coding.slice(coding.lastIndexOf(',') + 1).trim();
    return final.toLowerCase() === 'chunked' ? { kind: 'chunked' } : { kind: 'until-close' };
  }
  const lengths = headers.get('content-length')?.split(',');
  if (lengths === undefined) return undefined;
  const [length = '', ...others] = new Set(lengths.map((text) => text.trim()));
  if (others.length > 0) throw new Violation('content lengths differ');
  if (!/^\d{1,15}$/.test(length)) throw new Violation('content length is no number');
  return { kind: 'length', length: Number(length) };
}

/** Reads a body to its end: what is wanted of it, or undefined when that is nothing or more than may be kept. */
export function* readBody(framing: Framing, wanted: Wanted): Reading<Uint8Array | undefined> {
  const kept = new Kept(wanted);
  if (framing.kind === 'length') {
    if (wanted?.what === 'whole' && framing.length > wanted.limit) kept.forget();
    yield* pass(framing.length, kept);
  } else if (framing.kind === 'chunked') {
    // Bounded by the peer's bytes: each round takes a line of them at least.
    for (;;) {
      const length = chunkLength(yield* readLine());
      if (length === 0) break;
      yield* pass(length, kept);
      yield* readLine();
    }
    yield* readHeaders();
  } else {
    yield* skip(Infinity);
  }
  return kept.bytes();
}

/** Lets one run of a body pass, and keeps of it what there is room for. */
function* pass(length: number, kept: Kept): Reading<void> {
  const part = Math.min(length, kept.room);
  if (part > 0) kept.add((yield* take(part)).rest());
  if (length > part) kept.missed();
  yield* skip(length - part);
}

function chunkLength(line: string): number {
  const [digits] = /^[0-9a-f]+(?=[\t ;]|$)/i.exec(line) ?? [];
  // Twelve digits are 256 TiB: more is no length but an attack on who reads it.
  if (digits === undefined || !/^0*[0-9a-f]{0,12}$/i.test(digits)) throw new Violation('chunk length is no number');
  return Number.parseInt(digits, 16);
}
