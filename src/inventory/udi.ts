/**
 * Unique device identifiers (UDI): which product (the device identifier, DI) and which one of them (lot, serial, dates).
 *
 * @see FDA, UDI formats by FDA-accredited issuing agencies; GS1 General Specifications section 3; ANSI/HIBC 2.6; ISBT 128
 */

export interface Udi {
  readonly issuer: 'GS1' | 'HIBCC' | 'ICCBBA';
  /** What names the product in GUDID. */
  readonly di: string;
  readonly lot?: string;
  readonly serial?: string;
  /** Dates as `YYYY-MM-DD`, or `YYYY-MM` where no day is given. */
  readonly expires?: string;
  readonly made?: string;
}

type Part = Partial<Omit<Udi, 'issuer' | 'di'>>;

/** Reads a UDI as a label or a message gives it; undefined when it is none. */
export function parseUdi(text: string): Udi | undefined {
  const carrier = text.trim();
  if (carrier.startsWith('=/')) return parseIccbba(carrier);
  if (carrier.startsWith('+')) return parseHibcc(carrier);
  return parseGs1(carrier);
}

/** GS1 application identifiers (AI) that a UDI is made of; `length` of those that always have the same. */
const GS1_PARTS: Readonly<Record<string, { readonly length?: number; read(value: string): Part }>> = {
  '11': { length: 6, read: (value) => ({ made: shortDate(value) }) },
  '17': { length: 6, read: (value) => ({ expires: shortDate(value) }) },
  '10': { read: (value) => ({ lot: value }) },
  '21': { read: (value) => ({ serial: value }) },
};
/** A variable part ends at FNC1, which scanners send as a group separator. */
const FNC1 = '\u001d';

function parseGs1(carrier: string): Udi | undefined {
  const plain = carrier.startsWith('(') ? undefined : carrier.replace(/^\](d2|C1|e0|Q3)/, '');
  const [, di, rest = ''] =
    (plain === undefined ? /^\(01\)(\d{14})(.*)$/s : /^01(\d{14})(.*)$/s).exec(plain ?? carrier) ?? [];
  if (di === undefined || !isGtin(di)) return undefined;
  let parts: Part = {};
  for (const [ai, value] of plain === undefined ? bracketed(rest) : concatenated(rest)) {
    parts = { ...parts, ...GS1_PARTS[ai]?.read(value) };
  }
  return { issuer: 'GS1', di, ...parts };
}

function* bracketed(text: string): Generator<[string, string]> {
  for (const [, ai = '', value = ''] of text.matchAll(/\((\d{2,4})\)([^(]*)/g)) yield [ai, value];
}

/** Each turn takes at least an AI off the text, which bounds it; an AI that we do not know ends what can be read. */
function* concatenated(text: string): Generator<[string, string]> {
  let rest = text;
  while (rest.length > 2) {
    if (rest.startsWith(FNC1)) rest = rest.slice(1);
    const ai = rest.slice(0, 2);
    const part = GS1_PARTS[ai];
    if (part === undefined) return;
    const end = part.length === undefined ? rest.indexOf(FNC1) : 2 + part.length;
    yield [ai, rest.slice(2, end < 0 ? undefined : end)];
    rest = end < 0 ? '' : rest.slice(end);
  }
}

/** @see GS1 General Specifications section 7.9: weights 3 and 1, and a sum that ends in 0 */
function isGtin(di: string): boolean {
  return Array.from(di).reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 3 : 1), 0) % 10 === 0;
}

/** `+`, four letters for the labeler, 1 to 18 for the product, one digit for the unit; then secondary data after slashes. */
const HIBCC_PRIMARY = /^\+([A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}\d)(?:$|[A-Z0-9. $/+%-]$|\/)/;

function parseHibcc(carrier: string): Udi | undefined {
  const di = HIBCC_PRIMARY.exec(carrier)?.[1];
  if (di === undefined) return undefined;
  const fields = carrier.split('/').slice(1);
  let parts: Part = {};
  fields.forEach((field, at) => {
    // The last character of the whole is a check character.
    const value = at === fields.length - 1 ? field.slice(0, -1) : field;
    parts = { ...parts, ...hibccPart(value) };
  });
  return { issuer: 'HIBCC', di, ...parts };
}

function hibccPart(field: string): Part {
  if (field.startsWith('$$+')) return datedPart(field.slice(3), 'serial');
  if (field.startsWith('$$')) return datedPart(field.slice(2), 'lot');
  if (field.startsWith('$+')) return { serial: field.slice(2) };
  if (field.startsWith('$')) return { lot: field.slice(1) };
  if (field.startsWith('16D')) return { made: longDate(field.slice(3)) };
  if (field.startsWith('14D')) return { expires: longDate(field.slice(3)) };
  return field.startsWith('S') ? { serial: field.slice(1) } : {};
}

/** HIBC table 2: an optional quantity, a digit for the form of the date, the date, then lot or serial. */
function datedPart(text: string, rest: 'lot' | 'serial'): Part {
  const dated = text.replace(/^8\d{2}|^9\d{5}/, '');
  const [form] = dated;
  if (form === '7') return { [rest]: dated.slice(1) };
  if (form === '2') return { expires: shortDate(dated.slice(5, 7) + dated.slice(1, 5)), [rest]: dated.slice(7) };
  if (form === '3') return { expires: shortDate(dated.slice(1, 7)), [rest]: dated.slice(7) };
  if (form === '4') return { expires: shortDate(dated.slice(1, 7)), [rest]: dated.slice(9) };
  if (form === '5') return { expires: dayOfYear(dated.slice(1, 6)), [rest]: dated.slice(6) };
  if (form === '6') return { expires: dayOfYear(dated.slice(1, 6)), [rest]: dated.slice(8) };
  return { expires: `20${dated.slice(2, 4)}-${dated.slice(0, 2)}`, [rest]: dated.slice(4) };
}

/** ISBT 128 for what is made of human tissue: data identifiers of one or two signs before each part. */
function parseIccbba(carrier: string): Udi | undefined {
  const di = /^=\/([A-Z0-9]{16})/.exec(carrier)?.[1];
  if (di === undefined) return undefined;
  const rest = carrier.slice(18);
  const serial = /=,([A-Za-z0-9]{6})/.exec(rest)?.[1];
  const lot = /&,1([A-Za-z0-9]{1,18})/.exec(rest)?.[1];
  const expires = /=>0?(\d{5})/.exec(rest)?.[1];
  const made = /=\}0?(\d{5})/.exec(rest)?.[1];
  return {
    issuer: 'ICCBBA',
    di,
    ...(lot === undefined ? {} : { lot }),
    ...(serial === undefined ? {} : { serial }),
    ...(expires === undefined ? {} : { expires: dayOfYear(expires) }),
    ...(made === undefined ? {} : { made: dayOfYear(made) }),
  };
}

/** YYMMDD. The system began in 2013, so that every year is of this century. Day 00 means the month. */
function shortDate(text: string): string {
  return longDate(`20${text}`);
}

function longDate(text: string): string {
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)];
  return day === '00' || day === '' ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** YYJJJ, the day counted from 1. */
function dayOfYear(text: string): string {
  const date = new Date(Date.UTC(2000 + Number(text.slice(0, 2)), 0, Number(text.slice(2, 5))));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
