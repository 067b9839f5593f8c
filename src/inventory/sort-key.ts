/** Text whose order by bytes is the order people expect: no capitals, no accents, `rack 2` before `rack 10`. */

/** More than this does not change where something stands. */
const LONGEST = 120;
/** Longer numbers are no longer compared as numbers. */
const DIGITS = 12;

export function sortKey(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().slice(0, LONGEST);
  return plain.replaceAll(/\d+/g, (number) => number.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0'));
}

/** IPv4 by number, then IPv6, then hardware addresses. */
export function addressKey(address: string): string {
  if (/^\d+(?:\.\d+){3}$/.test(address)) return `4${address.split('.').map(padded(3, '0')).join('.')}`;
  if (/^(?:[0-9a-f]{2}:){5}/.test(address)) return `8${address}`;
  const [head = '', tail] = address.split('::');
  const [front, back] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return `6${[...front, ...Array.from({ length: zeros }, () => '0'), ...back].map(padded(4, '0')).join(':')}`;
}

const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));

const padded =
  (length: number, fill: string) =>
  (text: string): string =>
    text.padStart(length, fill);
