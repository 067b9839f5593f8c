/** JSON that somebody else wrote, looked into without trust. */
import { gunzipSync, inflateSync } from 'node:zlib';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A compressed body may become so long, and no longer. */
const MAX_INFLATED = 2 * 1024 * 1024;

/** A body's JSON; undefined when it is none, or packed in a way that we do not read. */
export function parseJson(body: Uint8Array, coding: string | undefined): Json | undefined {
  const plain = unpack(body, coding);
  if (plain === undefined) return undefined;
  try {
    const json: Json = JSON.parse(UTF8.decode(plain));
    return json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** A body without its coding; undefined when it is damaged, too long, or packed in a way that we do not read. */
export function unpack(body: Uint8Array, name: string | undefined): Uint8Array | undefined {
  const coding = name?.trim().toLowerCase();
  if (coding === undefined || coding === '' || coding === 'identity') return body;
  if (coding !== 'gzip' && coding !== 'x-gzip' && coding !== 'deflate') return undefined;
  try {
    const limit = { maxOutputLength: MAX_INFLATED };
    return coding === 'deflate' ? inflateSync(body, limit) : gunzipSync(body, limit);
  } catch (error) {
    // Every failure of zlib has a code: damaged, cut off or longer than the limit.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return undefined;
  }
}

export function objectOf(json: Json | undefined): JsonObject | undefined {
  return isObject(json) ? json : undefined;
}

export function listOf(json: Json | undefined): readonly Json[] {
  return isList(json) ? json : [];
}

/** The objects among the members of a list. */
export function objectsOf(json: Json | undefined): readonly JsonObject[] {
  return listOf(json).filter(isObject);
}

export function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);
const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const UTF8 = new TextDecoder('utf-8');
