/** STIX patterns read into trees. @see STIX 2.1, section 9 */
import { parseLiteral, timeOfText } from './literals.ts';
import type { Comparison, Literal, ObjectPath, ObservationExpression, Step, Test } from './syntax.ts';
import { type Token, tokensOf, wrongAt } from './tokens.ts';

/** How deep parentheses may lie in each other. */
const MAX_DEPTH = 64;
const TESTS: Readonly<Record<string, '=' | '!=' | '<' | '<=' | '>' | '>='>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const TEXT_TESTS: Readonly<Record<string, 'like' | 'matches' | 'is-subset' | 'is-superset'>> = {
  LIKE: 'like',
  MATCHES: 'matches',
  ISSUBSET: 'is-subset',
  ISSUPERSET: 'is-superset',
};

/** @throws AppError `invalid` with the place and the reason */
export function parsePattern(pattern: string): ObservationExpression {
  const parser = new Parser(pattern);
  const expression = parser.followed(0);
  parser.end();
  return expression;
}

class Parser {
  readonly #pattern: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#tokens = tokensOf(pattern);
  }

  /** FOLLOWEDBY binds least, then OR, then AND; each from left to right. */
  followed(depth: number): ObservationExpression {
    let left = this.#either(depth);
    while (this.#took('FOLLOWEDBY')) left = { kind: 'followed-by', left, right: this.#either(depth) };
    return left;
  }

  end(): void {
    if (this.#next().kind !== 'end') throw this.#wrong('stands where the pattern should be over');
  }

  #either(depth: number): ObservationExpression {
    let left = this.#both(depth);
    while (this.#took('OR')) left = { kind: 'or', left, right: this.#both(depth) };
    return left;
  }

  #both(depth: number): ObservationExpression {
    let left = this.#qualified(depth);
    while (this.#took('AND')) left = { kind: 'and', left, right: this.#qualified(depth) };
    return left;
  }

  #qualified(depth: number): ObservationExpression {
    let of = this.#observation(depth);
    for (;;) {
      if (this.#took('WITHIN')) {
        of = { kind: 'within', of, microseconds: this.#positive() * 1e6 };
        this.#need('SECONDS');
      } else if (this.#took('REPEATS')) {
        const times = this.#positive();
        if (!Number.isInteger(times)) throw this.#wrong('stands behind a number of times that is not whole');
        of = { kind: 'repeats', of, times };
        this.#need('TIMES');
      } else if (this.#took('START')) {
        const start = this.#time();
        this.#need('STOP');
        of = { kind: 'start-stop', of, start, stop: this.#time() };
      } else return of;
    }
  }

  #observation(depth: number): ObservationExpression {
    if (depth > MAX_DEPTH) throw this.#wrong(`lies more than ${MAX_DEPTH} parentheses deep`);
    if (this.#took('(')) {
      const inner = this.followed(depth + 1);
      this.#need(')');
      return inner;
    }
    this.#need('[');
    const test = this.#eitherTest(depth + 1);
    this.#need(']');
    return { kind: 'observation', test };
  }

  #eitherTest(depth: number): Comparison {
    let left = this.#bothTest(depth);
    while (this.#took('OR')) left = { kind: 'either', left, right: this.#bothTest(depth) };
    return left;
  }

  #bothTest(depth: number): Comparison {
    let left = this.#test(depth);
    while (this.#took('AND')) left = { kind: 'both', left, right: this.#test(depth) };
    return left;
  }

  #test(depth: number): Comparison {
    if (depth > MAX_DEPTH) throw this.#wrong(`lies more than ${MAX_DEPTH} parentheses deep`);
    if (this.#took('(')) {
      const inner = this.#eitherTest(depth + 1);
      this.#need(')');
      return inner;
    }
    const before = this.#took('NOT');
    if (this.#took('EXISTS'))
      return { kind: 'test', path: this.#path(), negated: before, test: { operator: 'exists' } };
    if (before) throw this.#wrong('stands behind NOT, where EXISTS should');
    const path = this.#path();
    const negated = this.#took('NOT');
    return { kind: 'test', path, negated, test: this.#testOf() };
  }

  #testOf(): Test {
    const token = this.#next();
    const compared = token.kind === 'mark' ? TESTS[token.text] : undefined;
    const texted = token.kind === 'word' ? TEXT_TESTS[token.text] : undefined;
    if (compared !== undefined) {
      this.#at += 1;
      const value = this.#literal();
      if (value.kind === 'boolean' && compared !== '=' && compared !== '!=')
        throw this.#wrong('stands behind an order of true and false, which there is none of');
      return { operator: compared, value };
    }
    if (texted !== undefined) {
      this.#at += 1;
      return { operator: texted, text: this.#string() };
    }
    this.#need('IN');
    this.#need('(');
    const values: Literal[] = [];
    while (!this.#took(')')) {
      if (values.length > 0) this.#need(',');
      values.push(this.#literal());
    }
    return { operator: 'in', values };
  }

  #path(): ObjectPath {
    const type = this.#take('word', 'is no type of object').text;
    this.#need(':');
    const steps: Step[] = [this.#property()];
    for (;;) {
      if (this.#took('.')) steps.push(this.#property());
      else if (this.#took('[')) {
        if (this.#took('*')) steps.push({ kind: 'any' });
        else steps.push({ kind: 'index', index: Number(this.#take('number', 'is no place in a list').text) });
        this.#need(']');
      } else return { type, steps };
    }
  }

  #property(): Step {
    const token = this.#next();
    if (token.kind !== 'word' && token.kind !== 'string') throw this.#wrong('is no name of a property');
    this.#at += 1;
    return { kind: 'property', name: token.text };
  }

  #literal(): Literal {
    const literal = parseLiteral(this.#next());
    if (literal === undefined) throw this.#wrong('is no value');
    this.#at += 1;
    return literal;
  }

  #string(): string {
    return this.#take('string', 'is no text in quotes').text;
  }

  #positive(): number {
    const value = Number(this.#take('number', 'is no number').text);
    if (value > 0) return value;
    throw this.#wrong('stands behind a number that is not above 0');
  }

  /** In quotes with a `t`; 2.0 wrote it without. */
  #time(): number {
    const token = this.#next();
    const time = token.kind === 'time' || token.kind === 'string' ? timeOfText(token.text) : undefined;
    if (time === undefined) throw this.#wrong("is no time such as t'2026-01-01T00:00:00Z'");
    this.#at += 1;
    return time;
  }

  #take(kind: Token['kind'], why: string): Token {
    const token = this.#next();
    if (token.kind !== kind) throw this.#wrong(why);
    this.#at += 1;
    return token;
  }

  #took(text: string): boolean {
    const token = this.#next();
    if ((token.kind !== 'word' && token.kind !== 'mark') || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #need(text: string): void {
    if (!this.#took(text)) throw this.#wrong(`stands where ${text} should`);
  }

  #next(): Token {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('There is always an end');
    return token;
  }

  #wrong(why: string): Error {
    return wrongAt(this.#pattern, this.#next().at, why);
  }
}
