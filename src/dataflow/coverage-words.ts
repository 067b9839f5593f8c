/** What cannot be seen, in words, each with what to do next. */
import { isInternet } from '../inventory/address.ts';
import { isoTime } from '../lib/time.ts';
import type { Coverage } from './coverage.contract.ts';
import type { LossFacts, SensorFacts, SubnetFacts } from './store/coverage-facts.ts';

const MINUTE = 60 * 1_000_000;
/** Even a quiet network says something in this time. */
const SILENT = 10 * MINUTE;
const SHOWN = 500;

type Subnet = Coverage['subnets'][number];
type Sensor = Coverage['sensors'][number];
type Loss = Coverage['losses'][number];

const ORDER: readonly Subnet['state'][] = ['unseen', 'from-outside', 'seen'];

/** The hospital's own; what lies on the Internet is nobody's task here. */
export function subnetsOf(facts: readonly SubnetFacts[]): Subnet[] {
  const own = facts.filter(({ subnet, devices }) => devices > 0 || isOwn(subnet));
  return own
    .map(subnetOf)
    .toSorted(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.medical - a.medical || b.devices - a.devices,
    )
    .slice(0, SHOWN);
}

/** Neither the Internet nor groups, broadcasts or this machine itself. */
function isOwn(subnet: string): boolean {
  const first = Number.parseInt(subnet, 10);
  return !isInternet(`${subnet}.1`) && first > 0 && first < 224 && first !== 127;
}

function subnetOf({ subnet, devices, medical, silent, inside }: SubnetFacts): Subnet {
  const name = `${subnet}.0/24`;
  const common = { subnet: name, devices, medical };
  if (devices === 0) {
    return {
      ...common,
      state: 'unseen',
      says: `${plural(silent, 'address')} in ${name} ${silent === 1 ? 'is' : 'are'} spoken to, and nothing ever comes back past a sensor.`,
      advice: `Find out what stands in ${name}. If it exists, let a sensor listen there, or upload a capture from its switch.`,
    };
  }
  if (!inside) {
    return {
      ...common,
      state: 'from-outside',
      says: `We see ${name} only from outside: what its ${plural(devices, 'device')} say among themselves is hidden.`,
      advice: `Mirror a port of the switch that serves ${name}, or upload a capture from there.`,
    };
  }
  return { ...common, state: 'seen', says: `A sensor hears ${name} from inside.`, advice: 'Nothing to do.' };
}

const KINDS: Readonly<Record<Loss['kind'], readonly [one: string, many: string, advice: string]>> = {
  dropped: [
    '1 packet came faster than this machine could take it',
    '# packets came faster than this machine could take them',
    'Give the machine another core, or mirror fewer ports to this interface.',
  ],
  gaps: [
    '1 hole in a conversation: packets were lost before they came here',
    '# holes in conversations: packets were lost before they came here',
    'Look at the mirror port: it drops what exceeds its own speed. Mirror one direction to each of two ports, or fewer ports.',
  ],
  unreadable: [
    '1 frame could not be decoded',
    '# frames could not be decoded',
    'If there are many, the frames are cut short: let the mirror port, or the program that captures, send them whole.',
  ],
  shed: [
    '1 conversation was not read to its end because memory ran short',
    '# conversations were not read to their end because memory ran short',
    'Give Wardline more memory, or let it listen to less at once.',
  ],
  untracked: [
    '1 packet belongs to more devices or conversations than can be kept',
    '# packets belong to more devices or conversations than can be kept',
    'Look for a device that scans or floods the network: it shows many peers in the list of devices.',
  ],
};

export function lossesOf(facts: readonly LossFacts[]): Loss[] {
  return facts
    .flatMap((fact) =>
      (['dropped', 'gaps', 'unreadable', 'shed', 'untracked'] as const).flatMap((kind): Loss[] => {
        const count = fact[kind];
        if (count === 0) return [];
        const [one, many, advice] = KINDS[kind];
        const share = Math.min(1, count / Math.max(1, fact.frames + (kind === 'dropped' ? count : 0)));
        const what = count === 1 ? one : many.replace('#', count.toLocaleString('en'));
        const { sensor, name, frames } = fact;
        return [{ sensor, name, frames, kind, count, share, says: `${name}: ${what}.`, advice }];
      }),
    )
    .toSorted((a, b) => b.share - a.share);
}

/** `now`: microseconds since 1970. */
export function sensorsOf(facts: readonly SensorFacts[], now: number): Sensor[] {
  return facts.flatMap((fact): Sensor[] => {
    const { id, name, state, trouble, seen } = fact;
    const silent = state === 'listening' && (seen === null || seen < now - SILENT);
    if (state === 'stopped' || state === 'starting' || (state === 'listening' && !silent)) return [];
    const common = { id, name, state, seen: seen === null ? null : isoTime(seen), silent };
    if (silent) {
      return [
        {
          ...common,
          says: `${name} listens and hears nothing.`,
          advice: `Look whether the cable of ${name} is plugged in, and whether the switch still mirrors to it.`,
        },
      ];
    }
    const why = trouble === null ? '' : `: ${trouble.replace(/\.$/, '')}`;
    const says = state === 'down' ? `${name} is down${why}.` : `${name} does not listen${why}.`;
    return [{ ...common, says, advice: `Bring ${name} up. Wardline goes on by itself as soon as it is there.` }];
  });
}

export function oneWayWords(conversations: number): Pick<Coverage['oneWay'], 'says' | 'advice'> {
  if (conversations === 0) {
    return { says: 'Both directions of every connection are seen.', advice: 'Nothing to do.' };
  }
  return {
    says: `Of ${plural(conversations, 'connection')} we see one direction only, so half of what is said there is hidden.`,
    advice:
      'Let the mirror port send both directions (often called “both” or “rx and tx”), or listen on the way back too.',
  };
}

export function unidentifiedWords(devices: number, of: number): Pick<Coverage['unidentified'], 'says' | 'advice'> {
  if (devices === 0) return { says: 'Every device has been identified.', advice: 'Nothing to do.' };
  return {
    says: `Of ${plural(of, 'device')} ${devices.toLocaleString('en')} could not be identified.`,
    advice:
      'Begin with the busiest: ask whoever knows the place, and say its type on its page. An import from the maintenance system names many at once.',
  };
}

export function unansweredWords(addresses: number): Pick<Coverage['unanswered'], 'says' | 'advice'> {
  if (addresses === 0) return { says: 'Whoever is spoken to has been heard.', advice: 'Nothing to do.' };
  return {
    says: `${plural(addresses, 'address')} of your own ${addresses === 1 ? 'is' : 'are'} spoken to, and never heard.`,
    advice: 'They are switched off, were removed, or stand where no sensor listens: see the subnets above.',
  };
}

/** The most important of it. */
export function coverageSentence({
  subnets,
  sensors,
  oneWay,
  unidentified,
  losses,
}: Omit<Coverage, 'sentence'>): string {
  const [sensor] = sensors;
  if (sensor !== undefined) return sensor.says;
  const hidden = subnets.filter(({ state }) => state === 'from-outside');
  const medical = hidden.reduce((sum, it) => sum + it.medical, 0);
  if (medical > 0) {
    return `${plural(medical, 'medical device')} ${medical === 1 ? 'stands' : 'stand'} in subnets that we see only from outside.`;
  }
  if (oneWay.share > 0.05) return oneWay.says;
  const [loss] = losses;
  if (loss !== undefined && loss.share > 0.001) return loss.says;
  if (hidden.length > 0) return `We see ${plural(hidden.length, 'subnet')} only from outside.`;
  if (unidentified.devices > 0) return unidentified.says;
  return subnets.length === 0 ? 'Nothing has been heard yet.' : 'Everything that passes our sensors is seen.';
}

const plural = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
