import { expect, test } from 'vitest';
import { TAXONOMY } from '../src/inventory/taxonomy.ts';
import { canaries } from './patients.ts';
import { castOf } from './cast.ts';
import { loadScenes } from './scene.ts';

const names = async (...wanted: readonly string[]) => (await loadScenes(wanted)).map(({ name }) => name);

test('a scene brings those that it needs, and they come first', async () => {
  expect(await names('pharmacy')).toEqual(['it', 'records', 'pharmacy']);
  expect(await names('pharmacy', 'it')).toEqual(['it', 'records', 'pharmacy']);
  expect(new Set(await names()).size).toBe(8);
});

test('a scene that is not there is named, with those that are', async () => {
  await expect(loadScenes(['theatre'])).rejects.toThrow('there is no scene theatre: there are bedside, building');
});

test('no two hosts share a name, a card or an address', async () => {
  const scenes = await loadScenes([]);
  expect(Object.keys(castOf(scenes)).length).toBeGreaterThanOrEqual(32);
  const [first] = scenes;
  if (first === undefined) throw new Error('no scenes');
  expect(() => castOf([...scenes, first])).toThrow('is there twice');
});

test('what a host is said to be is a kind that we know, and none is called as a patient is', async () => {
  for (const [name, { type, class: of, ...role }] of Object.entries(castOf(await loadScenes([])))) {
    if (type !== 'unknown') expect([name, TAXONOMY[type]?.class]).toEqual([name, of]);
    for (const word of canaries) expect(JSON.stringify(role)).not.toContain(word);
  }
});
