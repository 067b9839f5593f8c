/** The feed of techniques that attackers use against industrial systems. @see attack.mitre.org */
import type { Feed } from '../feed.ts';
import { readBundle } from '../stix/bundle.ts';
import { itemHash } from './item-hash.ts';
import { singleFile } from './single-file.ts';

export const ATTACK_FILE = 'ics-attack.json';
const URL = `https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/ics-attack/${ATTACK_FILE}`;
/** It comes out twice a year. */
const YEAR = 365 * 86_400_000;

export const attackFeed = (url = URL): Feed =>
  singleFile({
    name: 'attack',
    title: 'Techniques of attackers on industrial systems (MITRE ATT&CK)',
    staleAfter: YEAR,
    url,
    file: ATTACK_FILE,
    mirror: ['attack', /\/ics-attack[^/]*\.json$/],
    read(bytes, file) {
      const { objects } = readBundle(bytes, file);
      const asOf = objects
        .flatMap(({ modified }) => modified ?? [])
        .toSorted()
        .at(-1);
      const items = new Map(objects.map((object) => [object.id, itemHash(JSON.stringify(object))]));
      return { asOf, count: objects.length, items };
    },
  });
