/**
 * A scene: one story of the hospital's day, with who is in it, what they do, and what is true of that.
 *
 * Each file of `lab/scenes` is one, and exports it as `scene`; another file there is another scene.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Cast } from './cast.ts';
import type { Stage } from './stage.ts';

export interface Scene {
  /** What it tells, in a sentence. */
  readonly story: string;
  /** Scenes whose hosts it speaks with; they come before it. */
  readonly needs: readonly string[];
  readonly hosts: Cast;
  /** Starts its servers, which is quiet but for those that say their names. */
  readonly prepare: (stage: Stage) => Promise<void>;
  /** Everything that happens, in order. */
  readonly play: (stage: Stage) => Promise<void>;
}

export type NamedScene = Scene & { readonly name: string };

const FOLDER = join(import.meta.dirname, 'scenes');

/** The scenes of these names and all that they need, in an order in which they can be played; all scenes when none is named. */
export async function loadScenes(names: readonly string[]): Promise<readonly NamedScene[]> {
  const all = readdirSync(FOLDER).toSorted();
  const known = new Map<string, NamedScene>();
  for (const file of all) {
    const { scene }: { scene: Scene } = await import(join(FOLDER, file));
    const name = basename(file, '.ts');
    known.set(name, { ...scene, name });
  }
  const ordered = new Set<NamedScene>();
  for (const name of names.length === 0 ? known.keys() : names) addAfterItsNeeds(name, known, ordered, []);
  return [...ordered];
}

function addAfterItsNeeds(
  name: string,
  known: ReadonlyMap<string, NamedScene>,
  ordered: Set<NamedScene>,
  asking: readonly string[],
): void {
  const scene = known.get(name);
  if (scene === undefined) throw new Error(`there is no scene ${name}: there are ${[...known.keys()].join(', ')}`);
  if (asking.includes(name)) throw new Error(`scenes need each other in a circle: ${[...asking, name].join(', ')}`);
  for (const need of scene.needs) addAfterItsNeeds(need, known, ordered, [...asking, name]);
  ordered.add(scene);
}
