/**
 * Who bought a MAC address range, from the registry of the IEEE as the package `oui-data` carries it.
 *
 * The file is five megabytes of lines, sorted by the length of the range and then by its digits. Parsing it takes 200 ms
 * and tens of megabytes; so a range is looked up by bisection in the file, and remembered.
 */
import { openSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** It sells parts of its own ranges, of 28 and 36 bits. */
const RESELLER = 'IEEE Registration Authority';
/** No line is longer. */
const WINDOW = 2048;

interface Registry {
  readonly file: number;
  readonly size: number;
  readonly window: Buffer;
}

let registry: Registry | undefined;
const known = new Map<string, string | undefined>();

/** The organisation, in the registry's words; undefined for unregistered and for locally administered addresses. */
export function organisationOf(mac: string): string | undefined {
  const hex = mac.replaceAll(':', '').toUpperCase();
  if ((Number.parseInt(hex.slice(0, 2), 16) & 2) !== 0) return undefined;
  const owner = look(hex.slice(0, 6));
  if (owner !== undefined && owner !== RESELLER) return owner;
  return look(hex.slice(0, 9)) ?? look(hex.slice(0, 7)) ?? owner;
}

function look(range: string): string | undefined {
  if (!known.has(range)) known.set(range, find(range));
  const name = known.get(range);
  return name === 'Private' ? undefined : name;
}

function open(): Registry {
  const path = fileURLToPath(import.meta.resolve('oui-data'));
  return { file: openSync(path, 'r'), size: statSync(path).size, window: Buffer.alloc(WINDOW) };
}

/** Halves the part of the file that can hold the line, until it is found or nothing is left. */
function find(wanted: string): string | undefined {
  registry ??= open();
  let [low, high] = [0, registry.size];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = lineAfter(registry, middle);
    if (line === undefined || line.start >= high || isAfter(line.key, wanted)) high = middle;
    else if (line.key === wanted) return line.name;
    else low = line.start + 1;
  }
  return undefined;
}

const isAfter = (key: string, wanted: string): boolean =>
  key.length === wanted.length ? key > wanted : key.length > wanted.length;

/** The first entry whose line break is at or after a place; a name is followed by an address and a line break between them. */
function lineAfter({ file, window }: Registry, from: number): { start: number; key: string; name: string } | undefined {
  const text = window.toString('utf8', 0, readSync(file, window, 0, WINDOW, from));
  const [before, key, name] = /^[^]*?(?=\n "([0-9A-F]+)": "((?:[^"\\]|\\[^n])*))/.exec(text) ?? [];
  if (before === undefined || key === undefined || name === undefined) return undefined;
  return { start: from + Buffer.byteLength(before), key, name: name.replaceAll(/\\(.)/g, '$1').trim() };
}
