/** Values that stand in a pattern. */
import type { Literal } from './syntax.ts';
import type { Token } from './tokens.ts';

export function parseLiteral({ kind, text }: Token): Literal | undefined {
  if (kind === 'string') return { kind, value: text };
  if (kind === 'number') return { kind, value: Number(text) };
  if (kind === 'word')
    return text === 'true' || text === 'false' ? { kind: 'boolean', value: text === 'true' } : undefined;
  if (kind === 'hex')
    return /^([0-9a-f]{2})*$/i.test(text) ? { kind: 'bytes', value: Buffer.from(text, 'hex') } : undefined;
  if (kind === 'binary')
    return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? { kind: 'bytes', value: Buffer.from(text, 'base64') } : undefined;
  const value = kind === 'time' ? timeOfText(text) : undefined;
  return value === undefined ? undefined : { kind: 'time', value };
}

/** Microseconds since 1970 of a time as STIX writes it, with any number of places. @see STIX 2.1, section 2.16 */
export function timeOfText(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/.exec(text);
  if (match === null) return undefined;
  const milliseconds = Date.parse(`${match[1]}Z`);
  return Number.isNaN(milliseconds)
    ? undefined
    : milliseconds * 1000 + Number((match[2] ?? '').slice(0, 6).padEnd(6, '0'));
}
