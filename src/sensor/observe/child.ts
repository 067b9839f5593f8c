/**
 * Of a device that another speaks for: what was said of it at once, as one value, so that what belongs to one pump is not
 * mixed with the next one's.
 */

/** The names of the attributes that it would have of its own. */
export type ChildParts = Readonly<Record<string, string>>;

/** Of the values that are put together, in characters. */
const MAX_VALUE = 128;
const MAX_PARTS = 16;
const SPECIAL = /[%|=]/;

/** `a=1|b=2` in the order given, without what is not known; undefined when nothing is. */
export function childText(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  let known = '';
  // Made for nearly every message of a pump: as plainly as can be.
  for (const name of Object.keys(parts)) {
    const text = parts[name]?.trim().slice(0, MAX_VALUE) ?? '';
    if (text === '') continue;
    known += `${known === '' ? '' : '|'}${name}=${SPECIAL.test(text) ? text.replaceAll(/[%|=]/g, escaped) : text}`;
  }
  return known === '' ? undefined : known;
}

export function childParts(text: string): ChildParts {
  const parts: Record<string, string> = {};
  for (const part of text.split('|', MAX_PARTS)) {
    const at = part.indexOf('=');
    if (at > 0) parts[part.slice(0, at)] = part.slice(at + 1).replaceAll(/%(25|7C|3D)/g, decodeURIComponent);
  }
  return parts;
}

const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
