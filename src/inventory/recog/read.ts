/**
 * Reads one file of Recog, a public collection of what the banners of services tell of the product.
 *
 * Of XML only what these files use is understood: elements, attributes, text, comments. Documents are somebody else's
 * work, so how much of one is read has bounds.
 *
 * @see https://github.com/rapid7/recog (BSD-2-Clause); W3C Extensible Markup Language 1.0
 */

/** What one pattern tells. */
export interface Fingerprint {
  readonly pattern: string;
  readonly flags: readonly string[];
  readonly params: readonly Param[];
  readonly examples: readonly Example[];
}

export interface Param {
  /** Such as `os.vendor`. */
  readonly name: string;
  /** The group of the pattern that holds the value; 0 when `value` is it. */
  readonly group: number;
  /** May name other values in braces. */
  readonly value: string;
}

/** A banner, and some of what it must tell. */
export interface Example {
  readonly text: string;
  readonly base64: boolean;
  readonly tells: Readonly<Record<string, string>>;
}

export interface Collection {
  /** What the banners are, such as `ssh.banner`, or else the protocol in which they stand. */
  readonly of: string;
  readonly fingerprints: readonly Fingerprint[];
}

/** Recog's longest file has half a megabyte and 600 patterns. */
export const MAX_FILE = 8 * 1024 * 1024;
const MAX_FINGERPRINTS = 10_000;
const MAX_PATTERN = 4096;
/** Of one pattern. */
const MAX_PARTS = 256;

const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<([^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*)>|([^<]+)|</g;
const NAME = /^\/?([\w.:-]+)/;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Patterns that are too long, and what no file of Recog has, are passed over. Undefined when it is no such file. */
export function readCollection(xml: string): Collection | undefined {
  let of: string | undefined;
  const fingerprints: Fingerprint[] = [];
  let open: { pattern: string; flags: string[]; params: Param[]; examples: Example[] } | undefined;
  let example: { text: string; attributes: Record<string, string> } | undefined;
  const endExample = (): void => {
    if (example !== undefined && open !== undefined && open.examples.length < MAX_PARTS)
      open.examples.push(exampleOf(example.text, example.attributes));
    example = undefined;
  };
  // Bounded by the file: each round takes a character of it at least.
  for (const [all, section, inside, text] of xml.slice(0, MAX_FILE).matchAll(TOKEN)) {
    if (example !== undefined && inside === undefined)
      example.text += section ?? (text === undefined ? '' : plain(text));
    const name = NAME.exec(inside ?? '')?.[1];
    if (inside === undefined || name === undefined) continue;
    if (inside.startsWith('/')) {
      if (name === 'example') endExample();
      if (name !== 'fingerprint' || open === undefined) continue;
      if (open.pattern !== '' && fingerprints.length < MAX_FINGERPRINTS) fingerprints.push(open);
      open = undefined;
      continue;
    }
    const attributes = attributesOf(inside);
    if (name === 'fingerprints') of = attributes['matches'] ?? attributes['protocol'];
    else if (name === 'fingerprint') open = { ...beginning(attributes), params: [], examples: [] };
    else if (name === 'param' && open !== undefined && open.params.length < MAX_PARTS)
      open.params.push(paramOf(attributes));
    else if (name === 'example') {
      example = { text: '', attributes };
      if (all.endsWith('/>')) endExample();
    }
  }
  return of === undefined ? undefined : { of, fingerprints };
}

function beginning({ pattern = '', flags = '' }: Record<string, string>): { pattern: string; flags: string[] } {
  return { pattern: pattern.length > MAX_PATTERN ? '' : pattern, flags: flags.split(/[,|\s]+/) };
}

function paramOf({ name = '', pos = '0', value = '' }: Record<string, string>): Param {
  return { name, group: /^\d{1,2}$/.test(pos) ? Number(pos) : 0, value };
}

function exampleOf(text: string, attributes: Record<string, string>): Example {
  const { _encoding: encoding, ...rest } = attributes;
  const tells = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('_')));
  return { text, base64: encoding === 'base64', tells };
}

function attributesOf(inside: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of inside.matchAll(ATTRIBUTE)) found[name] = plain(double ?? single ?? '');
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}
