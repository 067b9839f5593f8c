/** A feed: one source of what the world knows. Each is one file in feeds/, and nothing else knows how it is fetched. */
import type { Client } from './http/client.ts';
import type { Copy } from './keep/copy.ts';
import type { Staging } from './keep/staging.ts';

export interface Feed {
  /** Names its folder and is said to people: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Milliseconds after which what it says is called old. */
  readonly staleAfter: number;
  /** The folders of a mirror that it looks into. */
  readonly mirrorFolders: readonly string[];
  /** Puts what the source has into `staging`; "same" when it says that nothing has changed. @throws AppError */
  fetch(client: Client, staging: Staging, last: Copy | undefined): Promise<'new' | 'same'>;
  /** Does the same from a mirror folder; "absent" when it has nothing of this feed. @throws AppError */
  copyMirror(folder: string, staging: Staging, last: Copy | undefined): Promise<'new' | 'absent'>;
  /** Reads all that is staged, which also comes from bundles. @throws AppError `invalid` when it is not whole */
  check(files: StagedFiles): Promise<Checked>;
}

export interface StagedFiles {
  readonly folder: string;
  /** In order. */
  readonly names: readonly string[];
}

export interface Checked {
  /** When the content says it was made, ISO 8601. */
  readonly asOf: string | undefined;
  /** How many records it has: a list that shrinks is not believed. */
  readonly count: number;
  /** What can change by itself, by its key, as a hash of its content. */
  readonly items: ReadonlyMap<string, string>;
}
