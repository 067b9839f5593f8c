/**
 * How a message says its own delimiters, escapes and character set.
 *
 * @see HL7 v2.9 sections 2.5.4 (delimiters), 2.7 (escape sequences) and 2.14.9.18 with table 0211 (character sets)
 */
import { Violation } from '../../../../lib/reader.ts';

export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** The delimiters that an MSH segment announces: MSH-1, and the characters of MSH-2 or what is usual. */
export function delimitersOf(header: string): Delimiters {
  const field = header.charAt(3);
  if (field === '' || /[A-Za-z0-9\s]/.test(field)) throw new Violation('MSH has no field separator');
  const encoding = header.slice(4, header.indexOf(field, 4) < 0 ? undefined : header.indexOf(field, 4));
  const [component = '^', repetition = '~', escape = '\\', subcomponent = '&'] = encoding;
  return { field, component, repetition, escape, subcomponent };
}

const PRINTABLE_LENGTH = 256;
/** Neither control characters nor anything that depends on the character set. */
const PLAIN = /^[ -~]*$/;

/** Bytes that were read as ISO 8859-1 as the text they are: unescaped, in their character set, printable, bounded. */
export function decode(raw: string, delimiters: Delimiters, charset: string): string {
  // Nearly every value is plain, and there are several in each message.
  if (raw.length <= PRINTABLE_LENGTH && PLAIN.test(raw) && !raw.includes(delimiters.escape || '\n')) return raw;
  const text = toUnicode(unescape(raw.slice(0, 4 * PRINTABLE_LENGTH), delimiters), charset);
  return text.replaceAll(/\p{Cc}/gu, ' ').slice(0, PRINTABLE_LENGTH);
}

function unescape(raw: string, { escape, field, component, repetition, subcomponent }: Delimiters): string {
  if (escape === '' || !raw.includes(escape)) return raw;
  const meaning: Readonly<Record<string, string>> = {
    F: field,
    S: component,
    T: subcomponent,
    R: repetition,
    E: escape,
  };
  const parts = raw.split(escape);
  // Every second part stands between two escape characters; an unpaired last one is text.
  return parts
    .map((part, index) => {
      if (index % 2 === 0 || index === parts.length - 1) return part;
      if (part.startsWith('X')) return Buffer.from(part.slice(1), 'hex').toString('latin1');
      return meaning[part] ?? '';
    })
    .join('');
}

/** Character sets whose second bytes may look like delimiters, and what decodes them. */
const MULTIBYTE: readonly (readonly [RegExp, string])[] = [
  [/GB 18030/, 'gb18030'],
  [/BIG-5/, 'big5'],
  [/KS X 1001/, 'euc-kr'],
  [/ISO IR(87|159)/, 'iso-2022-jp'],
];
/** Where the header of a block says which character sets it uses: all of its fields before the 18th are short. */
const HEADER = 1024;

/**
 * A block in UTF-8 where its header announces a character set in which a byte of a character may be a delimiter, else the
 * same bytes. UTF-16 is no such set: MLLP cannot carry it, and what comes in it is a {@link Violation}.
 */
export function inUtf8(block: Uint8Array): Uint8Array {
  const [first, second] = block;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || second === 0 || first === 0)
    throw new Violation('a block in UTF-16, which MLLP does not allow');
  const head = Buffer.from(block.buffer, block.byteOffset, Math.min(block.length, HEADER));
  const start = head.indexOf('MSH');
  if (start < 0) return block;
  const [header = ''] = head.toString('latin1', start).split(/[\r\n]/, 1);
  // The fields cannot be counted yet: those before may hold such characters. No field but MSH-18 holds such names.
  const label = MULTIBYTE.find(([name]) => name.test(header))?.[1];
  return label === undefined ? block : Buffer.from(new TextDecoder(label).decode(block));
}

/** Decoders by the names of table 0211, built once each. */
const decoders = new Map<string, TextDecoder>();
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function toUnicode(raw: string, charset: string): string {
  if (!/\P{ASCII}/u.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  const part = /^8859\/(\d{1,2})$/.exec(charset.trim())?.[1];
  if (part !== undefined && part !== '1') return decoderOf(`iso-8859-${part}`)?.decode(bytes) ?? raw;
  if (part === '1') return raw;
  // Announced as UTF-8, or not announced: what is valid UTF-8 and not ASCII is nothing else.
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return raw;
  }
}

function decoderOf(label: string): TextDecoder | undefined {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  if (!/^iso-8859-([2-9]|1[0-6])$/.test(label)) return undefined;
  // ISO 8859-12 was never published; -9 is decoded as Windows-1254, its superset, as browsers do.
  if (label === 'iso-8859-12') return undefined;
  const decoder = new TextDecoder(label === 'iso-8859-9' ? 'windows-1254' : label);
  decoders.set(label, decoder);
  return decoder;
}
