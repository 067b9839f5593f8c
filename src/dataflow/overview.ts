/** What is the matter, in one sentence and a few figures; and what the captures could not show. */
import type { AnalysisDocument } from '../analysis/document.ts';
import { CLASS_ORDER } from '../inventory/device-name.ts';
import type { Overview } from './dataflow.contract.ts';
import { severityCounts } from './severity-counts.ts';
import { PROTECTIONS, protectionOf } from './protection.ts';

export function overview(document: AnalysisDocument): Overview {
  const { devices, conversations, captures, findings } = document;
  const local = devices.filter(({ scope }) => scope === 'local');
  const byProtection = Map.groupBy(conversations, protectionOf);
  const exposed = byProtection.get('exposed') ?? [];
  const times = captures.flatMap(({ first, last }) => (first === null || last === null ? [] : [{ first, last }]));
  return {
    sentence: sentenceOf(document),
    devices: local.length,
    classes: CLASS_ORDER.map((name) => ({ class: name, count: local.filter((it) => it.class === name).length })),
    external: devices.length - local.length,
    severities: severityCounts(findings),
    traffic: PROTECTIONS.map((protection) => {
      const part = byProtection.get(protection) ?? [];
      const bytes = part.reduce((sum, it) => sum + it.bytes[0] + it.bytes[1], 0);
      return { protection, bytes, conversations: part.length };
    }),
    patients: Math.max(0, ...exposed.flatMap(({ data }) => data.map(({ patients }) => patients))),
    first: times.map(({ first }) => first).toSorted()[0] ?? null,
    last:
      times
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? null,
    frames: captures.reduce((sum, { frames }) => sum + frames, 0),
    blind: blindSpots(document),
    demo: false,
    live: {
      listening: 0,
      failing: 0,
      framesPerSecond: null,
      bytesPerSecond: null,
      dropped: 0,
      heard: 0,
      appeared: 0,
      changed: 0,
      reading: 0,
    },
  };
}

function sentenceOf({ devices, conversations, findings }: AnalysisDocument): string {
  if (devices.length === 0) return 'The captures show no devices.';
  const medical = new Set(devices.filter((it) => it.class === 'medical').map(({ id }) => id));
  const exposed = new Set(
    conversations
      .filter((it) => protectionOf(it) === 'exposed' && it.data.some(({ category }) => category !== 'credential'))
      .flatMap(({ client, server }) => [client.device, server.device])
      .filter((id) => id !== null),
  );
  const [some, of] = exposed.isDisjointFrom(medical)
    ? [exposed.size, plural(exposed.size, 'device')]
    : [exposed.intersection(medical).size, `of ${plural(medical.size, 'medical device')}`];
  if (some > 0) {
    const who = of.startsWith('of') ? `${some} ${of}` : of;
    return `${who} ${some === 1 ? 'exchanges' : 'exchange'} patient data that anyone on the network can read.`;
  }
  const { critical, high } = severityCounts(findings);
  if (critical + high > 0) return `${plural(critical + high, 'finding')} should be looked at soon.`;
  if (findings.length > 0) return 'Nothing urgent was found, and no readable patient data was seen.';
  return 'Nothing wrong was found in what the captures show.';
}

function blindSpots({ devices, conversations, captures, loss }: AnalysisDocument): string[] {
  const nameless = devices.filter((it) => it.scope === 'local' && it.class === 'unknown' && it.type === 'unknown');
  const hidden = conversations.filter(({ encryption }) => encryption !== null);
  const foreign = conversations.filter((it) => it.protocol === null && it.encryption === null);
  return [
    ...captures.flatMap(({ file, incomplete }) =>
      incomplete === null ? [] : `${file} was not read to its end: ${incomplete}.`,
    ),
    ...say(nameless.length, '1 device could not be identified.', '# devices could not be identified.'),
    ...say(
      hidden.length,
      '1 connection is encrypted: we know whom it joins, not what it carries.',
      '# connections are encrypted: we know whom they join, not what they carry.',
    ),
    ...say(
      foreign.length,
      '1 conversation uses a protocol that Wardline does not read.',
      '# conversations use protocols that Wardline does not read.',
    ),
    ...say(
      loss.oneWay,
      'Of 1 conversation only one direction was captured.',
      'Of # conversations only one direction was captured.',
    ),
    ...say(
      loss.gaps,
      'There is 1 hole in what was captured: packets were lost on the way to the file.',
      'There are # holes in what was captured: packets were lost on the way to the file.',
    ),
    ...say(
      loss.shed,
      '1 conversation was not read to its end: memory ran short.',
      '# conversations were not read to their end: memory ran short.',
    ),
    ...say(
      loss.untracked,
      '1 packet belongs to more devices or conversations than can be kept.',
      '# packets belong to more devices or conversations than can be kept: somebody floods the network, or the capture is too large.',
    ),
    ...say(loss.unreadable, '1 frame could not be decoded.', '# frames could not be decoded.'),
    'Devices that were silent meanwhile, or whose traffic did not pass the capture point, are not here.',
  ];
}

/** Nothing for none; else the sentence for one or for many, `#` being how many. */
function say(count: number, one: string, many: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? one : many.replace('#', count.toLocaleString('en'))];
}

const plural = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
