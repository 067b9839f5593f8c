/**
 * Just enough of XML to read what devices say of themselves: tags one by one, without a document, without a stack.
 *
 * Entities that a document defines are left as they stand: nothing here grows beyond what was sent.
 *
 * @see W3C Extensible Markup Language 1.0 sections 2.1 (logical structure), 3.1 (tags), 4.6 (predefined entities)
 */

export interface Tag {
  readonly kind: 'start' | 'end' | 'empty' | 'other';
  /** Without the prefix of its namespace; empty for what is no element. */
  readonly name: string;
  /** What stands behind the name, unread: {@link attribute} looks into it. */
  readonly rest: string;
}

const OTHER: Tag = { kind: 'other', name: '', rest: '' };
const NAME = /^(\/?)(?:[A-Za-z_][\w.-]{0,127}:)?([A-Za-z_][\w.-]{0,127})(?=[\s/]|$)/;

/** @param inside What stands between `<` and `>`. */
export function readTag(inside: string): Tag {
  const [all = '', slash, name] = NAME.exec(inside) ?? [];
  if (name === undefined) return OTHER;
  if (slash === '/') return { kind: 'end', name, rest: '' };
  return { kind: inside.endsWith('/') ? 'empty' : 'start', name, rest: inside.slice(all.length) };
}

/** Names of attributes are few and ours: an expression is built once for each. */
const expressions = new Map<string, RegExp>();

/** The value of an attribute, whatever its prefix; undefined when the tag has none of that name. */
export function attribute({ rest }: Tag, name: string): string | undefined {
  let expression = expressions.get(name);
  if (expression === undefined) {
    expression = new RegExp(`(?:^|[\\s:])${name}\\s{0,8}=\\s{0,8}(?:"([^"]*)"|'([^']*)')`);
    expressions.set(name, expression);
  }
  const [, double, single] = expression.exec(rest) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : unescapeXml(value).trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/g, (all, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? all;
    const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** The quotation mark that is open behind some text; empty for none. `quote` is the one that is open before it. */
export function openQuote(text: string, quote: string): string {
  let open = quote;
  for (const character of text) {
    if (open === '' && (character === '"' || character === "'")) open = character;
    else if (character === open) open = '';
  }
  return open;
}

/** Whether a tag that was ended at a `>` goes on: that stands in a value, a comment or a section of characters. */
export function goesOn(inside: string, quote: string): boolean {
  if (inside.startsWith('!--')) return inside.length < 5 || !inside.endsWith('--');
  if (inside.startsWith('![CDATA[')) return !inside.endsWith(']]');
  if (inside.startsWith('?')) return !inside.endsWith('?');
  return quote !== '';
}

/** The most tags of a document that are looked at, and characters of one: longer ones are passed over. */
const MAX_TAGS = 65_536;
const MAX_TAG = 16 * 1024;

/** Each tag of a document with the text before it, as far as it was captured and at most {@link MAX_TAGS}. */
export function* tagsOf(document: string): Generator<{ readonly text: string; readonly tag: Tag }, void> {
  let from = 0;
  for (let count = 0; count < MAX_TAGS; count++) {
    const start = document.indexOf('<', from);
    if (start < 0) return;
    const end = endOf(document, start);
    if (end < 0) return;
    const inside = document.slice(start + 1, end);
    const text = unescapeXml(document.slice(from, start));
    if (inside.startsWith('![CDATA[')) yield { text: `${text}${inside.slice(8, -2)}`, tag: OTHER };
    else yield { text, tag: readTag(inside) };
    from = end + 1;
  }
}

/** Where the `>` is that ends a tag, or where it grew too long; -1 when it is not there yet. */
function endOf(document: string, start: number): number {
  const closing = document.startsWith('<!--', start)
    ? '-->'
    : document.startsWith('<![CDATA[', start)
      ? ']]>'
      : undefined;
  if (closing !== undefined) {
    const at = document.indexOf(closing, start + 4);
    return at < 0 ? -1 : at + 2;
  }
  let quote = 0;
  const stop = Math.min(document.length, start + MAX_TAG);
  for (let at = start + 1; at < stop; at++) {
    const code = document.charCodeAt(at);
    if (quote === 0 && code === GREATER) return at;
    if (quote === 0 && (code === QUOTE || code === APOSTROPHE)) quote = code;
    else if (code === quote) quote = 0;
  }
  return stop === document.length ? -1 : stop;
}

const [GREATER, QUOTE, APOSTROPHE] = [0x3e, 0x22, 0x27];
