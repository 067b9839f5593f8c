/** What is the matter, in one sentence; and what could not be seen, a sentence each. */
import type { Severity } from '../analysis/document.ts';

export interface OverviewFacts {
  readonly devices: number;
  readonly medical: number;
  readonly exposed: { readonly devices: number; readonly medical: number };
  readonly severities: Readonly<Record<Severity, number>>;
}

export function overviewSentence({ devices, medical, exposed, severities }: OverviewFacts): string {
  if (devices === 0) return 'No devices have been seen yet.';
  const [some, of] =
    exposed.medical > 0
      ? [exposed.medical, `${exposed.medical.toLocaleString('en')} of ${plural(medical, 'medical device')}`]
      : [exposed.devices, plural(exposed.devices, 'device')];
  if (some > 0) {
    return `${of} ${some === 1 ? 'exchanges' : 'exchange'} patient data that anyone on the network can read.`;
  }
  const { critical, high } = severities;
  if (critical + high > 0) return `${plural(critical + high, 'finding')} should be looked at soon.`;
  if (Object.values(severities).some((count) => count > 0)) {
    return 'Nothing urgent was found, and no readable patient data was seen.';
  }
  return 'Nothing wrong was found in what was seen.';
}

export interface BlindFacts {
  readonly incomplete: readonly { readonly name: string; readonly incomplete: string }[];
  readonly nameless: number;
  /** Conversations. */
  readonly hidden: number;
  readonly foreign: number;
  readonly oneWay: number;
  readonly gaps: number;
  readonly shed: number;
  readonly untracked: number;
  readonly unreadable: number;
  readonly dropped: number;
}

export function blindSpots(facts: BlindFacts): string[] {
  return [
    ...facts.incomplete.map(({ name, incomplete }) => `${name} was not read to its end: ${incomplete}.`),
    ...say(facts.nameless, '1 device could not be identified.', '# devices could not be identified.'),
    ...say(
      facts.hidden,
      '1 connection is encrypted: we know whom it joins, not what it carries.',
      '# connections are encrypted: we know whom they join, not what they carry.',
    ),
    ...say(
      facts.foreign,
      '1 conversation uses a protocol that Wardline does not read.',
      '# conversations use protocols that Wardline does not read.',
    ),
    ...say(
      facts.oneWay,
      'Of 1 conversation only one direction was captured.',
      'Of # conversations only one direction was captured.',
    ),
    ...say(
      facts.gaps,
      'There is 1 hole in what was captured: packets were lost on the way here.',
      'There are # holes in what was captured: packets were lost on the way here.',
    ),
    ...say(
      facts.dropped,
      '1 packet of the last 24 hours was lost because this machine was too slow.',
      '# packets of the last 24 hours were lost because this machine was too slow.',
    ),
    ...say(
      facts.shed,
      '1 conversation was not read to its end: memory ran short.',
      '# conversations were not read to their end: memory ran short.',
    ),
    ...say(
      facts.untracked,
      '1 packet belongs to more devices or conversations than can be kept.',
      '# packets belong to more devices or conversations than can be kept: somebody floods the network, or the capture is too large.',
    ),
    ...say(facts.unreadable, '1 frame could not be decoded.', '# frames could not be decoded.'),
    'Devices that were silent meanwhile, or whose traffic does not pass a place where Wardline listens, are not here.',
  ];
}

/** Nothing for none; else the sentence for one or for many, `#` being how many. */
function say(count: number, one: string, many: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? one : many.replace('#', count.toLocaleString('en'))];
}

const plural = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
