/** A rule: what follows from one attribute of a device, how surely, and why. Rules are data; `identity.ts` applies them. */

/** What can be concluded. Text may hold `$1`, which the pattern's first group fills. */
export interface Says {
  /** A kind of the taxonomy. */
  readonly type?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly software?: string;
  /** From the general to the special, so that one begins with the other: `Linux`, `Linux (Ubuntu 22.04)`. */
  readonly os?: string;
}

export interface Rule {
  /** The name of the attribute; `role` for a role. */
  readonly attribute: string;
  readonly pattern: RegExp;
  readonly says: Says;
  /** 0 to 1: how often it is so, were it all that we knew. */
  readonly confidence: number;
  /** A sentence that ends an explanation: "we say so because …". */
  readonly because: string;
}

export function rule(attribute: string, pattern: RegExp, says: Says, confidence: number, because: string): Rule {
  return { attribute, pattern, says, confidence, because };
}

/** Several patterns of one attribute that say things for one and the same reason. */
export function rules(
  attribute: string,
  confidence: number,
  because: string,
  table: readonly (readonly [RegExp, Says])[],
): Rule[] {
  return table.map(([pattern, says]) => rule(attribute, pattern, says, confidence, because));
}
