/** What a device is like when it is approved, and what has become different since. */
import type { Approval } from './decision.contract.ts';

/** Columns that make a device what it is: what changes by itself, such as traffic, is none. */
export const APPROVED_FIELDS = [
  'name',
  'type',
  'manufacturer',
  'model',
  'serial',
  'software',
  'os',
  'address',
  'addresses',
  'scope',
  'ward',
] as const;

export type ApprovedAs = Partial<Record<(typeof APPROVED_FIELDS)[number], string | number | null>>;

/** A field that was not kept at the time is no difference. */
export function differences(approved: ApprovedAs, now: ApprovedAs): Approval['differences'] {
  return APPROVED_FIELDS.flatMap((field) => {
    const [then, today] = [approved[field], now[field]];
    if (then === undefined || then === (today ?? null)) return [];
    return { field, approved: textOf(then), now: textOf(today) };
  });
}

const textOf = (value: string | number | null | undefined) =>
  value === null || value === undefined ? null : `${value}`;
