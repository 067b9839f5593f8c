/**
 * Finds which fingerprint of a collection a banner bears, and what that tells.
 *
 * Patterns come from a file and banners from whoever is on the network: matching must take no longer than in proportion to
 * both, which JavaScript's own expressions do not promise. Patterns are compiled when the first banner of their kind comes.
 */
import { RE2JS } from 're2js';
import type { Collection, Fingerprint, Param } from './read.ts';

/** What a banner tells, by Recog's names, such as `os.vendor`. */
export type Told = Readonly<Record<string, string>>;

/** So much of a banner is looked at, in characters. */
export const MAX_BANNER = 1024;
/** Banners whose answer is remembered; a network has hundreds. */
const MAX_REMEMBERED = 10_000;

const FLAGS: Readonly<Record<string, number>> = {
  REG_ICASE: RE2JS.CASE_INSENSITIVE,
  REG_DOT_NEWLINE: RE2JS.DOTALL,
  REG_MULTILINE: RE2JS.MULTILINE,
};

/** The fingerprints of one kind of banner, in the order in which they are tried. */
export class Matching {
  readonly #fingerprints: readonly Fingerprint[];
  readonly #remembered = new Map<string, Told | undefined>();
  #compiled: readonly (RE2JS | undefined)[] | undefined;

  constructor(collections: readonly Collection[]) {
    this.#fingerprints = collections.flatMap(({ fingerprints }) => fingerprints);
  }

  /** What the first fingerprint that a banner bears tells; undefined when it bears none. */
  tells(banner: string): Told | undefined {
    const text = banner.slice(0, MAX_BANNER);
    if (this.#remembered.has(text)) return this.#remembered.get(text);
    const told = this.#find(text);
    if (this.#remembered.size >= MAX_REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    this.#remembered.set(text, told);
    return told;
  }

  #find(text: string): Told | undefined {
    this.#compiled ??= this.#fingerprints.map(compile);
    for (const [at, { params }] of this.#fingerprints.entries()) {
      const matcher = this.#compiled[at]?.matcher(text);
      if (matcher?.find() === true)
        return toldBy(params, (group) => (group > matcher.groupCount() ? '' : (matcher.group(group) ?? '')));
    }
    return undefined;
  }
}

/** Undefined for what is no pattern of this language, such as one that refers back. */
function compile({ pattern, flags }: Fingerprint): RE2JS | undefined {
  try {
    return RE2JS.compile(
      pattern,
      flags.reduce((all, flag) => all | (FLAGS[flag] ?? 0), 0),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name.startsWith('RE2JS'))) throw error;
    return undefined;
  }
}

const NAMED = /\{([\w.-]+)\}/g;

function toldBy(params: readonly Param[], groupOf: (group: number) => string): Told {
  const told: Record<string, string> = {};
  for (const { name, group, value } of params) {
    const said = group === 0 ? value : groupOf(group);
    if (said !== '') told[name] = said;
  }
  for (const [name, value] of Object.entries(told)) {
    if (value.includes('{')) told[name] = value.replaceAll(NAMED, (_, other: string) => told[other] ?? '-');
  }
  return told;
}
