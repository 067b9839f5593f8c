/** A request's target, in parts; no part of it leaves the dissector as it is. @see RFC 3986, RFC 9112 section 3.2 */

export interface Target {
  readonly segments: readonly string[];
  /** Name and value of each parameter, decoded. */
  readonly query: readonly (readonly [string, string])[];
}

/** Longer ones are no interface of a medical service's. */
const MAX_LENGTH = 8192;
const MAX_PARTS = 64;

export function parseTarget(target: string): Target {
  const whole = target.slice(0, MAX_LENGTH).split('#', 1)[0] ?? '';
  const at = whole.indexOf('?');
  const path = (at < 0 ? whole : whole.slice(0, at)).replace(/^https?:\/\/[^/]*/i, '');
  const query = at < 0 ? [] : whole.slice(at + 1).split('&', MAX_PARTS);
  return {
    segments: path
      .split('/', MAX_PARTS)
      .filter((segment) => segment !== '')
      .map(decoded),
    query: query.map((parameter) => {
      const [name = '', ...value] = parameter.split('=');
      return [decoded(name), decoded(value.join('=').replaceAll('+', ' '))] as const;
    }),
  };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
