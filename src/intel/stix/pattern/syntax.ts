/** What a STIX pattern says, as a tree. @see STIX 2.1, section 9 */

/** Of observations: what has to be seen, in which order, how often and when. */
export type ObservationExpression =
  | { readonly kind: 'observation'; readonly test: Comparison }
  | Joined
  /** All of it within so many microseconds. */
  | { readonly kind: 'within'; readonly of: ObservationExpression; readonly microseconds: number }
  | { readonly kind: 'repeats'; readonly of: ObservationExpression; readonly times: number }
  /** From `start` on and before `stop`, in microseconds since 1970. */
  | { readonly kind: 'start-stop'; readonly of: ObservationExpression; readonly start: number; readonly stop: number };

/** Both, either, or one after the other. */
export interface Joined {
  readonly kind: 'and' | 'or' | 'followed-by';
  readonly left: ObservationExpression;
  readonly right: ObservationExpression;
}

/** Of the objects of one observation. */
export type Comparison =
  | { readonly kind: 'both' | 'either'; readonly left: Comparison; readonly right: Comparison }
  | { readonly kind: 'test'; readonly path: ObjectPath; readonly negated: boolean; readonly test: Test };

export type Test =
  | { readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly value: Literal }
  | { readonly operator: 'in'; readonly values: readonly Literal[] }
  | { readonly operator: 'like' | 'matches' | 'is-subset' | 'is-superset'; readonly text: string }
  | { readonly operator: 'exists' };

export interface ObjectPath {
  /** Such as network-traffic. */
  readonly type: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any' };

export type Literal =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Microseconds since 1970. */
  | { readonly kind: 'time'; readonly value: number }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };
