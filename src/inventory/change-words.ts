/** What became different, in a sentence: of a device whose name stands beside it. */
import type { ChangeKind } from './history.contract.ts';

export interface ChangeFacts {
  readonly kind: ChangeKind;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  type: 'Type',
  class: 'Kind',
  manufacturer: 'Manufacturer',
  model: 'Model',
  serial: 'Serial number',
  software: 'Software',
  os: 'Operating system',
  udi: 'UDI',
  ward: 'Ward',
  owner: 'Owner',
  address: 'Address',
  addresses: 'Addresses',
};

/** As people read it; names that we do not know stay as they are. */
export const fieldWords = (field: string | null): string =>
  field === null ? 'Value' : (FIELDS[field] ?? field.charAt(0).toUpperCase() + field.slice(1));

const WORDS: Readonly<Record<ChangeKind, (change: ChangeFacts) => string>> = {
  appeared: () => 'First heard on the network',
  returned: () => 'Heard again after a long silence',
  silent: () => 'Not heard any more',
  merged: ({ before }) => `Became one with ${before ?? 'another device'}`,
  split: ({ before }) => `Stands by itself; it was taken for a part of ${before ?? 'another device'}`,
  approved: ({ after }) => (after === null ? 'Its approval was taken back' : 'Was approved as it is'),
  address: ({ before, after }) => addressWords(before, after),
  said: ({ field, before, after }) =>
    after === null
      ? `${fieldWords(field)}: what a person said${quoted(before)} was taken back`
      : `${fieldWords(field)}: a person said ${after}`,
  value: ({ field, before, after }) => valueWords(fieldWords(field), before, after),
};

export const changeWords = (change: ChangeFacts): string => WORDS[change.kind](change);

function addressWords(before: string | null, after: string | null): string {
  if (before === null) return after === null ? 'Its addresses changed' : `Uses the address ${after} too`;
  return after === null ? `No longer uses the address ${before}` : `Moved from the address ${before} to ${after}`;
}

function valueWords(name: string, before: string | null, after: string | null): string {
  if (after === null) return before === null ? `${name} changed` : `${name} is no longer known; it was ${before}`;
  return before === null ? `${name} became known: ${after}` : `${name} changed from ${before} to ${after}`;
}

const quoted = (value: string | null) => (value === null ? '' : ` (${value})`);
