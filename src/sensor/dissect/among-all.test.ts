/** Each protocol's own sample is recognised as what it is when all dissectors are asked, whatever the port. */
import { expect, test } from 'vitest';
import type { Side, StreamDissector } from './dissector.ts';
import { datagramDissectors, streamDissectors } from './protocols.ts';
import { Recognition } from './recognition.ts';

type Dialogue = readonly (readonly [Side, Uint8Array])[];

async function dialogueOf(name: string): Promise<Dialogue> {
  const { dialogue }: { dialogue: Dialogue } = await import(`./protocols/${name}.samples.ts`);
  return dialogue;
}

/** What the turns are taken for, as soon as somebody knows them; byte by byte where `step` is 1. */
function recognised(dialogue: Dialogue, step: number): StreamDissector | undefined {
  const recognition = new Recognition(streamDissectors, true);
  for (const [side, bytes] of dialogue) {
    for (let at = 0; at < bytes.length; at += step) {
      const verdict = recognition.data(side, Uint8Array.from(bytes.subarray(at, at + step)));
      if (verdict) return verdict.dissector;
    }
  }
  return undefined;
}

test.each(streamDissectors.map(({ name }) => name))('%s is taken for nothing else', async (name) => {
  const dialogue = await dialogueOf(name);
  expect(recognised(dialogue, 1500)?.name).toBe(name);
  expect(recognised(dialogue, 1)?.name).toBe(name);
});

/** The same messages on other ports, which alone tell them apart. */
const BY_PORT_ALONE = new Set(['mdns', 'llmnr']);
const datagrams = datagramDissectors.map(({ name }) => name).filter((name) => !BY_PORT_ALONE.has(name));

test.each(datagrams)('%s in datagrams is taken for nothing else', async (name) => {
  for (const [side, bytes] of await dialogueOf(name)) {
    expect(datagramDissectors.find((candidate) => candidate.probe(bytes, side) === true)?.name).toBe(name);
  }
});
