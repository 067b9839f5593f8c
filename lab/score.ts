/**
 * Scores an analysis against the truth: who was found and who was made up, what is known of each, whose patients were
 * counted right, and whether a patient's word got out. Every miss is named, so that one can go and look.
 */
import type { AnalysisDocument } from '../src/analysis/document.ts';
import type { TruthDocument, TruthFlow, TruthHost } from './truth.ts';

/** The part of an analysis that is scored. */
export interface Scored {
  readonly devices: readonly ScoredDevice[];
  readonly conversations: readonly ScoredConversation[];
}
type ScoredDevice = Pick<AnalysisDocument['devices'][number], 'id' | 'macs' | 'addresses' | IdentityField> & {
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
};
type ScoredConversation = Pick<
  AnalysisDocument['conversations'][number],
  'client' | 'server' | 'transport' | 'protocol' | 'first' | 'actions'
> & {
  readonly encryption: object | null;
  readonly data: readonly { readonly category: string; readonly items: number; readonly patients: number }[];
};

const IDENTITY = ['class', 'type', 'manufacturer', 'model', 'serial', 'software', 'os'] as const;
type IdentityField = (typeof IDENTITY)[number];

/** How many of how many. */
export interface Figure {
  readonly right: number;
  readonly of: number;
}

export interface Score {
  /** Hosts that one device of the analysis is, with all its interfaces and nobody else's. */
  readonly hosts: Figure;
  /** Devices that are no host, or a second one for the same host. */
  readonly invented: number;
  /** Addresses, identity and attributes that the wire tells, of all hosts. */
  readonly attributes: Figure;
  /** Conversations of the truth that are there as often as they took place, with their protocol and protection. */
  readonly flows: Figure;
  /** Conversations that name exactly as many patients as the truth says. */
  readonly patients: Figure;
  /** Kinds of data with the true number of items. */
  readonly items: Figure;
  /** Deeds with their true number. */
  readonly actions: Figure;
  /** What went wrong, one line each, led by the name of the figure. */
  readonly misses: readonly string[];
}

/** `isKindOf` tells whether the first kind of device is a special one of the second, and so no error. */
export function score(
  truth: TruthDocument,
  analysis: Scored,
  isKindOf: (special: string, general: string) => boolean,
): Score {
  const misses: string[] = [];
  const owner = new Map(analysis.devices.map((device) => [device.id, hostsOf(truth, device)]));
  const tally = (figure: string): Tally => new Tally(figure, misses);
  const hosts = tally('hosts');
  const attributes = tally('attributes');
  for (const host of truth.hosts) {
    const mine = analysis.devices.filter(({ id }) => owner.get(id)?.includes(host.name));
    const device = mine.find(
      (one) => owner.get(one.id)?.length === 1 && host.macs.every((mac) => one.macs.includes(mac)),
    );
    hosts.count(device !== undefined, () => `${host.name} is ${mine.length} devices, none of them whole and alone`);
    for (const expected of expectations(host, isKindOf)) {
      const found = mine.some((one) => expected.holds(one));
      attributes.count(
        found,
        () => `${host.name}: ${expected.name} should be ${expected.value}${saidInstead(mine, expected)}`,
      );
    }
  }
  const surplus = surplusDevices(truth, analysis, owner);
  for (const device of surplus)
    misses.push(`invented: ${[...device.macs, ...device.addresses].join(' ')} (${device.type})`);
  return {
    hosts: hosts.figure,
    invented: surplus.length,
    attributes: attributes.figure,
    ...scoreFlows(truth, analysis, owner, tally),
    misses,
  };
}

/** Outputs in which a patient's word stands, and which word. */
export function leaks(outputs: Readonly<Record<string, string>>, canaries: readonly string[]): string[] {
  return Object.entries(outputs).flatMap(([name, text]) => {
    const lower = text.toLowerCase();
    return canaries.filter((word) => lower.includes(word.toLowerCase())).map((word) => `${name} says ${word}`);
  });
}

/** The score as lines for people, misses last. */
export function report({ misses, invented, ...figures }: Score): string {
  const lines = Object.entries(figures).map(([name, { right, of }]) => `${name.padEnd(10)} ${right} of ${of}`);
  return [...lines, `invented   ${invented}`, ...misses.map((miss) => `  ${miss}`)].join('\n');
}

class Tally {
  readonly #name: string;
  readonly #misses: string[];
  #right = 0;
  #of = 0;

  constructor(name: string, misses: string[]) {
    this.#name = name;
    this.#misses = misses;
  }

  count(right: boolean, miss: () => string): void {
    this.#of += 1;
    if (right) this.#right += 1;
    else this.#misses.push(`${this.#name}: ${miss()}`);
  }

  get figure(): Figure {
    return { right: this.#right, of: this.#of };
  }
}

/** Hosts whose interface a device claims; beyond the router, whose address. */
function hostsOf(truth: TruthDocument, device: ScoredDevice): string[] {
  const claimed = truth.hosts.filter(({ macs, addresses }) =>
    macs.length > 0
      ? macs.some((mac) => device.macs.includes(mac))
      : addresses.some((address) => device.addresses.includes(address)),
  );
  return claimed.map(({ name }) => name);
}

function surplusDevices(
  truth: TruthDocument,
  { devices }: Scored,
  owner: ReadonlyMap<string, readonly string[]>,
): ScoredDevice[] {
  const second = new Set<string>();
  for (const { name } of truth.hosts) {
    for (const { id } of devices.filter((device) => owner.get(device.id)?.includes(name)).slice(1)) second.add(id);
  }
  return devices.filter(({ id }) => second.has(id) || owner.get(id)?.length === 0);
}

interface Expectation {
  readonly name: string;
  readonly value: string;
  readonly holds: (device: ScoredDevice) => boolean;
}

function expectations(host: TruthHost, isKindOf: (special: string, general: string) => boolean): Expectation[] {
  const identity = IDENTITY.flatMap((name): Expectation[] => {
    const value = host[name];
    if (value === null || value === 'unknown') return [];
    return [{ name, value, holds: (device) => agrees(name, device[name], value, isKindOf) }];
  });
  const addresses = host.addresses.map((value): Expectation => {
    return { name: 'address', value, holds: (device) => device.addresses.includes(value) };
  });
  const attributes = host.attributes.map(({ name, value }): Expectation => {
    return {
      name,
      value,
      holds: (device) => device.attributes.some((one) => one.name === name && one.value === value),
    };
  });
  return [...addresses, ...identity, ...attributes];
}

/**
 * Names are the same when one begins with the other, as `GE` and `GE HealthCare` do; and a model or a release may stand
 * in a longer text, such as `Brother HL-L5100DN`.
 */
function agrees(
  field: IdentityField,
  said: string | null,
  value: string,
  isKindOf: (special: string, general: string) => boolean,
): boolean {
  if (said === null) return false;
  if (field === 'class') return said === value;
  if (field === 'type') return said === value || isKindOf(said, value);
  if (field === 'serial') return said === value;
  const [a, b] = [said.toLowerCase(), value.toLowerCase()];
  return a.startsWith(b) || b.startsWith(a) || ((field === 'software' || field === 'model') && a.includes(b));
}

function saidInstead(devices: readonly ScoredDevice[], { name }: Expectation): string {
  const field = IDENTITY.find((one) => one === name);
  const said = devices.flatMap((device) =>
    field === undefined
      ? device.attributes.filter((one) => one.name === name).map(({ value }) => value)
      : [device[field] ?? 'not known'],
  );
  return said.length === 0 ? '' : `, not ${said.join(', ')}`;
}

function scoreFlows(
  truth: TruthDocument,
  analysis: Scored,
  owner: ReadonlyMap<string, readonly string[]>,
  tally: (figure: string) => Tally,
): Pick<Score, 'flows' | 'patients' | 'items' | 'actions'> {
  const [flows, patients, items, actions] = ['flows', 'patients', 'items', 'actions'].map(tally);
  if (flows === undefined || patients === undefined || items === undefined || actions === undefined) throw new Error();
  const nameOf = (id: string | null): string => owner.get(id ?? '')?.[0] ?? '?';
  const keyed = analysis.conversations.map((conversation) => {
    const { client, server, transport } = conversation;
    return { key: keyOf(nameOf(client.device), nameOf(server.device), server.port, transport), conversation };
  });
  for (const [key, expected] of Map.groupBy(truth.flows, (flow) =>
    keyOf(flow.client, flow.server, flow.port, flow.transport),
  )) {
    const seen = keyed.filter((one) => one.key === key).map(({ conversation }) => conversation);
    const inOrder = seen.toSorted((a, b) => Number(a.first > b.first) - Number(a.first < b.first));
    for (const [index, flow] of expected.entries()) {
      // A conversation too many or too few would shift the others: then none of them is right.
      const found = seen.length === expected.length ? inOrder[index] : undefined;
      const where = `${key}, number ${index + 1} of ${expected.length}`;
      const said =
        found === undefined ? `${seen.length} seen` : `${found.protocol}${found.encryption ? ', encrypted' : ''}`;
      flows.count(isAlike(flow, found), () => `${where}: should be ${flow.protocol}, ${said}`);
      const counted = Math.max(0, ...(found?.data ?? []).map((data) => data.patients));
      patients.count(
        found !== undefined && counted === flow.patients,
        () => `${where}: ${flow.patients}, not ${counted}`,
      );
      for (const { category, items: count } of flow.data) {
        const data = found?.data.find((one) => one.category === category);
        items.count(data?.items === count, () => `${where}: ${category} ${count}, not ${data?.items ?? 'seen'}`);
      }
      for (const { verb, count } of flow.actions) {
        const action = found?.actions.find((one) => one.verb === verb);
        actions.count(action?.count === count, () => `${where}: ${verb} ${count}, not ${action?.count ?? 'seen'}`);
      }
    }
  }
  return { flows: flows.figure, patients: patients.figure, items: items.figure, actions: actions.figure };
}

const isAlike = (flow: TruthFlow, found: ScoredConversation | undefined): boolean =>
  found?.protocol === flow.protocol && (found.encryption !== null) === flow.encrypted;

const keyOf = (client: string, server: string, port: number, transport: string): string =>
  `${client} to ${server}:${port}/${transport}`;
