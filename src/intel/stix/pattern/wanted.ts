/**
 * What a pattern cannot be true without: values by which stored facts are looked up, so that months of them need not be tried one by
 * one.
 */
import type { Comparison, ObservationExpression } from './syntax.ts';

export interface WantedValue {
  /** The path without its lists, such as ipv4-addr:value or network-traffic:dst_ref.value. */
  readonly path: string;
  readonly value: string;
}

/** One of these stands in each match; `undefined` when the pattern can be true of anything. */
export function wantedValues(expression: ObservationExpression): WantedValue[] | undefined {
  switch (expression.kind) {
    case 'observation':
      return wantedOfTest(expression.test);
    case 'or':
      return all(wantedValues(expression.left), wantedValues(expression.right));
    case 'and':
    case 'followed-by':
      return fewer(wantedValues(expression.left), wantedValues(expression.right));
    case 'within':
    case 'repeats':
    case 'start-stop':
      return wantedValues(expression.of);
  }
  throw new Error('There is no other expression');
}

/** One of these stands in each observation of each match: what has to be looked up to try the pattern. `undefined` as above. */
export function valuesToTry(expression: ObservationExpression): WantedValue[] | undefined {
  if (expression.kind === 'observation') return wantedOfTest(expression.test);
  if ('of' in expression) return valuesToTry(expression.of);
  return all(valuesToTry(expression.left), valuesToTry(expression.right));
}

function wantedOfTest(test: Comparison): WantedValue[] | undefined {
  if (test.kind !== 'test')
    return (test.kind === 'either' ? all : fewer)(wantedOfTest(test.left), wantedOfTest(test.right));
  if (test.negated) return undefined;
  const path = `${test.path.type}:${test.path.steps.flatMap((step) => (step.kind === 'property' ? [step.name] : [])).join('.')}`;
  const literals = test.test.operator === '=' ? [test.test.value] : test.test.operator === 'in' ? test.test.values : [];
  const texts = literals.flatMap((literal) => (literal.kind === 'string' ? [literal.value] : []));
  if (literals.length === 0 || texts.length < literals.length) return undefined;
  return texts.map((value) => ({ path, value }));
}

/** Either may be it, so all are wanted. */
const all = (a: WantedValue[] | undefined, b: WantedValue[] | undefined): WantedValue[] | undefined =>
  a === undefined || b === undefined ? undefined : [...a, ...b];

/** Both are needed, so the fewer will do. */
function fewer(a: WantedValue[] | undefined, b: WantedValue[] | undefined): WantedValue[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.length <= b.length ? a : b;
}
