/** What people and systems type into a field, made comparable. An empty answer means: nothing that tells anything. */
import { isIP, SocketAddress } from 'node:net';
import { isStationAddress, isStationMac } from '../inventory/address.ts';
import { makerOf } from '../inventory/manufacturers.ts';
import { parseUdi } from '../inventory/udi.ts';
import { BoundedMap } from '../lib/bounded-map.ts';

/** Typed where nobody knew: says nothing, and would make all who typed it one. */
const NOTHING =
  /^(?:n\/?a|na|none|null|nil|nothing|unknown|unk|tbd|tba|pending|see (?:label|note|tag).*|not (?:available|applicable|known|listed|visible).*|no (?:serial|sn|s\/n|number|mac|ip).*|missing|blank|illegible|various|misc|default|dhcp|static|test|x+|-+|\.+|\?+|0+|9{4,}|1234(?:5|56|567|5678|56789)?)$/i;
/** A long number as a table program saves it for show: `1.23457E+11`. What it was is lost. */
const DAMAGED = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Values of one cell that may hold several: `00:03:b1:00:00:01 / 00:03:b1:00:00:02`. At most so many are looked at. */
const MAX_VALUES = 8;

export function isNothing(text: string): boolean {
  const value = text.trim();
  return value === '' || NOTHING.test(value) || DAMAGED.test(value);
}

/** Hardware addresses in a text, however they are separated, as we write them. */
export function macsIn(text: string): string[] {
  const found = text.matchAll(
    /(?<![0-9a-z])(?:[0-9a-f]{2}(?:[:. -][0-9a-f]{2}){5}|[0-9a-f]{4}[.:-][0-9a-f]{4}[.:-][0-9a-f]{4}|[0-9a-f]{6}[:-]?[0-9a-f]{6})(?![0-9a-z])/gi,
  );
  const macs = Array.from(found, ([mac]) => {
    const digits = mac.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
    return digits.replace(/(..)(?=.)/g, '$1:');
  });
  return [...new Set(macs.filter((mac) => isStationMac(mac)))].slice(0, MAX_VALUES);
}

/** Internet addresses in a text, in canonical form; also those that a table pads with zeros: `010.020.001.007`. */
export function addressesIn(text: string): string[] {
  const parts = text.split(/[\s,;|]+|\/(?!\d{1,3}(?:\s|$))/).slice(0, 4 * MAX_VALUES);
  const found = parts.flatMap((part) => {
    const bare = part.replace(/\/\d{1,3}$/, '').replace(/^\[(.*)\]$/, '$1');
    const plain = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare) ? bare.split('.').map(Number).join('.') : bare;
    const family = isIP(plain);
    if (family === 0 || plain.includes('%')) return [];
    return [family === 4 ? plain : new SocketAddress({ address: plain, family: 'ipv6' }).address];
  });
  return [...new Set(found.filter((address) => isStationAddress(address)))].slice(0, MAX_VALUES);
}

/** Letters and digits alone, without leading zeros: how a label is typed differs in everything else. */
export function serialKey(text: string): string {
  if (isNothing(text)) return '';
  const key = text.replace(/^\s*(?:s\/?n|serial(?: number| no\.?)?)\s*[:#.]?\s+/i, '');
  return key
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');
}

/** A host's own name without its domain; none for what is an address. */
export function hostKey(text: string): string {
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  if (isNothing(name) || isIP(name) !== 0 || /\s/.test(name)) return '';
  return name.split('.')[0] ?? '';
}

/** The product's identifier, and the serial number where the carrier holds one: `DI` or `DI/SERIAL`. */
export function udiKey(text: string): string {
  if (isNothing(text)) return '';
  const udi = parseUdi(text);
  if (udi !== undefined) return udi.serial === undefined ? udi.di : `${udi.di}/${serialKey(udi.serial)}`;
  const digits = text.trim();
  return /^\d{12,14}$/.test(digits) ? digits.padStart(14, '0') : '';
}

/** Lists of devices name few makers again and again, and telling them by their many spellings takes a while. */
const MAX_MAKERS = 4096;
const makers = new BoundedMap<string, string>(MAX_MAKERS);

export const makerKey = (text: string): string =>
  makers.ensure(text, () => (isNothing(text) ? '' : makerOf(text).toLowerCase()));

/** Letters and digits of a name, for comparing. */
export const nameKey = (text: string): string =>
  isNothing(text) ? '' : text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Numbers and words of a version without what only says that it is one: `Ver. 4.10 rev B` is `4.10 b`. */
export function versionKey(text: string): string {
  if (isNothing(text)) return '';
  const words = text
    .toLowerCase()
    .replaceAll(/\b(?:version|ver|rev|revision|release|rel|firmware|software|sw|fw)\b\.?/g, ' ');
  return words
    .replaceAll(/\bv(?=\d)/g, '')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
}
