/**
 * Of a device that another speaks for: what was said of it at once, as one value, so that what belongs to one pump is not
 * mixed with the next one's.
 */

/** The names of the attributes that it would have of its own. */
export type ChildParts = Readonly<Record<string, string>>;

/** Of the values that are put together, in characters. */
const MAX_VALUE = 128;
const MAX_PARTS = 16;

/** `a=1|b=2` in the order given, without what is not known; undefined when nothing is. */
export function childText(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const known = Object.entries(parts).flatMap(([name, value]) => {
    const text = value?.trim().slice(0, MAX_VALUE) ?? '';
    return text === '' ? [] : [`${name}=${text.replaceAll(/[%|=]/g, escaped)}`];
  });
  return known.length === 0 ? undefined : known.join('|');
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
