/** Fields of JSON that others wrote, read by what they are and not by what they should be: what is otherwise is absent. */

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object without fields for whatever is none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const fieldListOf = (value: unknown): readonly Fields[] => listOf(value).filter(isFields);

/** Without white space around it, and not empty. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

export const textsOf = (value: unknown): readonly string[] => listOf(value).flatMap((item) => textOf(item) ?? []);
