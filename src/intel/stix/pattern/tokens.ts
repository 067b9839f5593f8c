/** The words of a STIX pattern. @see STIX 2.1, section 9.1, and the grammar that the OASIS committee publishes with it */
import { AppError } from '../../../lib/errors.ts';

export interface Token {
  /** Of a mark or keyword, itself. */
  readonly kind: 'word' | 'string' | 'time' | 'hex' | 'binary' | 'number' | 'mark' | 'end';
  /** Without quotes and escapes. */
  readonly text: string;
  /** Where it begins in the pattern. */
  readonly at: number;
}

/** The longest pattern; the longest known of all published ones has some 20,000 characters. */
export const MAX_PATTERN = 256 * 1024;

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const QUOTED = /([thb]?)'((?:[^'\\]|\\['\\])*)'/y;
const NUMBER = /[+-]?(?:\d+\.\d*|\.\d+|\d+)/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const MARK = /==|!=|<>|<=|>=|[=<>[\]().,:*]/y;
const KINDS: Readonly<Record<string, Token['kind']>> = { '': 'string', t: 'time', h: 'hex', b: 'binary' };

/** @throws AppError `invalid` with the place of what is no word of a pattern */
export function tokensOf(pattern: string): Token[] {
  if (pattern.length > MAX_PATTERN) throw new AppError('invalid', `A pattern has more than ${MAX_PATTERN} characters`);
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length;) {
    const space = matchAt(SPACE, pattern, at);
    if (space !== undefined) {
      at += space[0].length;
      continue;
    }
    const quoted = matchAt(QUOTED, pattern, at);
    const found = quoted ?? matchAt(NUMBER, pattern, at) ?? matchAt(WORD, pattern, at) ?? matchAt(MARK, pattern, at);
    if (found === undefined) throw wrongAt(pattern, at, 'is no word of a pattern');
    if (quoted !== undefined) {
      const text = (quoted[2] ?? '').replaceAll(/\\(['\\])/g, '$1');
      tokens.push({ kind: KINDS[quoted[1] ?? ''] ?? 'string', text, at });
    } else tokens.push({ kind: kindOf(found[0]), text: found[0], at });
    at += found[0].length;
  }
  return [...tokens, { kind: 'end', text: '', at: pattern.length }];
}

const kindOf = (text: string): Token['kind'] =>
  /^[+-]?\.?\d/.test(text) ? 'number' : /^[A-Za-z_]/.test(text) ? 'word' : 'mark';

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}

export function wrongAt(pattern: string, at: number, why: string): AppError {
  const word = pattern.slice(at, at + 30);
  return new AppError(
    'invalid',
    `The pattern cannot be read at character ${at + 1}: ${word === '' ? 'its end' : `"${word}"`} ${why}`,
  );
}
