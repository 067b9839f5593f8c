/** Whether a test holds of a value. @see STIX 2.1, sections 9.2 and 9.6 */
import { RE2JS, RE2JSException } from 're2js';
import { AppError } from '../../../lib/errors.ts';
import { BoundedMap } from '../../../lib/bounded-map.ts';
import { isLike } from './like.ts';
import { timeOfText } from './literals.ts';
import { isWithin, readNetwork } from './network.ts';
import type { Valued } from './object-path.ts';
import type { Literal, Test } from './syntax.ts';

/** Characters of a value that an expression is tried on: more is no name, address or header. */
const MAX_MATCHED = 65_536;
const MAX_EXPRESSION = 8192;
const compiled = new BoundedMap<string, RE2JS>(10_000);

/** Of values of different kinds nothing holds but that they are not equal. */
export function holds(test: Test, valued: Valued): boolean {
  const { value } = valued;
  switch (test.operator) {
    case 'exists':
      return true;
    case 'in':
      return test.values.some((literal) => compare(valued, literal) === 0);
    case 'like':
      return typeof value === 'string' && isLike(value, test.text);
    case 'matches':
      return typeof value === 'string' && expressionOf(test.text).matcher(value.slice(0, MAX_MATCHED)).find();
    case 'is-subset':
    case 'is-superset': {
      const [ours, theirs] = [readNetwork(String(value)), readNetwork(test.text)];
      if (ours === undefined || theirs === undefined) return false;
      return test.operator === 'is-subset' ? isWithin(ours, theirs) : isWithin(theirs, ours);
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const order = compare(valued, test.value);
      return order === undefined ? test.operator === '!=' : ORDERS[test.operator](order);
    }
  }
  throw new Error('There is no other test');
}

const ORDERS = {
  '=': (order: number) => order === 0,
  '!=': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const;

/** Below, at or above 0; `undefined` when the two cannot be compared. */
function compare({ value, property }: Valued, literal: Literal): number | undefined {
  if (literal.kind === 'number') return typeof value === 'number' ? value - literal.value : undefined;
  if (literal.kind === 'boolean') return typeof value === 'boolean' ? Number(value) - Number(literal.value) : undefined;
  if (typeof value !== 'string') return undefined;
  // By code points, which is the order of UTF-8.
  if (literal.kind === 'string') return Buffer.compare(Buffer.from(value), Buffer.from(literal.value));
  if (literal.kind === 'bytes') {
    const encoding = property.endsWith('_bin') ? 'base64' : property.endsWith('_hex') ? 'hex' : 'utf8';
    return Buffer.compare(Buffer.from(value, encoding), literal.value);
  }
  const time = timeOfText(value);
  return time === undefined ? undefined : time - literal.value;
}

/** Of RE2, which takes time in proportion to the text whatever the expression. @throws AppError `invalid` for what it does not have */
export function expressionOf(text: string): RE2JS {
  return compiled.ensure(text, () => {
    if (text.length > MAX_EXPRESSION)
      throw new AppError('invalid', `An expression has more than ${MAX_EXPRESSION} characters`);
    try {
      return RE2JS.compile(text);
    } catch (error) {
      if (!(error instanceof RE2JSException)) throw error;
      throw new AppError(
        'invalid',
        `The expression ${text.slice(0, 100)} cannot be used: ${error.message}. What looks ahead, behind or back is not safe on what others send`,
      );
    }
  });
}
