/** `docs/protocols.md`: every dissector, the standard it reads by, and what shows that it does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { datagramDissectors, linkDissectors, streamDissectors } from '../../src/sensor/dissect/protocols.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'src', 'sensor', 'dissect', 'protocols');
const TRUTH = join(import.meta.dirname, '..', '..', 'lab', 'demo', 'hospital.truth.json');

export interface Row {
  readonly name: string;
  /** Transport and usual ports. */
  readonly where: string;
  /** What is read, as the dissector's file says it. */
  readonly reads: string;
  /** Standards and sections. */
  readonly standard: string;
  /** Who speaks it in the demo hospital. */
  readonly peers: string;
}

/** In the order of the names. */
export function rows(): readonly Row[] {
  const peers = peersByProtocol();
  const all = [...streamDissectors, ...datagramDissectors, ...linkDissectors];
  return all
    .map((dissector) => {
      const { reads, standard } = describe(dissector.name);
      const ports = 'ports' in dissector ? dissector.ports : [];
      const where = [dissector.transport, ...ports].join(' ');
      // A protocol that has a form for TCP and one for UDP goes by one name in conversations.
      const spoken = dissector.name.replace(/-(tcp|udp)$/, '');
      return { name: dissector.name, where, reads, standard, peers: (peers.get(spoken) ?? []).join('; ') };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `captures`: in how many captures of the corpus some conversation is labelled with each name. */
export function page(captures: ReadonlyMap<string, number>): string {
  const lines = rows().map(({ name, where, reads, standard, peers }) => {
    const count = captures.get(name.replace(/-(tcp|udp)$/, '')) ?? 0;
    return `| \`${name}\` | ${where} | ${reads} | ${standard} | ${count === 0 ? '' : count} | ${peers} |`;
  });
  return `# Protocols

Made by \`npm run protocols\` from the dissectors themselves, the demo hospital's truth and the corpus of third-party captures beside the repository.

All are recognised by content; ports only say which one is tried first. *Captures* counts those of the corpus in which a conversation was recognised, as
one of 927, and *peers* are the programs that speak the protocol in the lab (\`docs/lab.md\`); "ours" is written from the specification. Where both are
empty, samples written from the standard, property tests and the fuzzer are all there is. A protocol with a form for TCP and one for UDP is counted once.

| name | transport, ports | what is read | standard | captures | peers in the lab |
|---|---|---|---|---:|---|
${lines.join('\n')}
`;
}

/** Counts as they stand in a page: for whoever has no corpus. */
export function capturesIn(text: string): ReadonlyMap<string, number> {
  const found = text.matchAll(/^\| `(?<name>[\w-]+)` \|.*\| (?<count>\d*) \| [^|]* \|$/gm);
  return new Map(
    Array.from(found, ({ groups }) => [
      (groups?.['name'] ?? '').replace(/-(tcp|udp)$/, ''),
      Number(groups?.['count'] ?? 0),
    ]),
  );
}

interface Said {
  readonly reads: string;
  readonly standard: string;
}

/** The comment that opens a dissector's file; where that sends one on to another file, that one's. */
function describe(name: string): Said {
  const own = commentOf(join(FOLDER, `${name}.ts`));
  const elsewhere =
    /^[\w-]+\.ts$/.exec(own.standard) ?? (own.standard === '' ? [`${name.replace(/-(tcp|udp)$/, '')}.ts`] : null);
  const file = elsewhere === null ? undefined : join(FOLDER, elsewhere[0]);
  return file !== undefined && existsSync(file) ? { reads: own.reads, standard: commentOf(file).standard } : own;
}

function commentOf(file: string): Said {
  const comment = /^\/\*\*(?<text>[\s\S]*?)\*\//.exec(readFileSync(file, 'utf8'))?.groups?.['text'] ?? '';
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n');
  const [said = '', ...see] = text.split('@see');
  const [first = ''] = said.trim().split(/\n\s*\n/);
  return { reads: flat(first), standard: flat(see.join('; ')) };
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();

/** Of each protocol, the programs behind its conversations in the demo's truth. */
/** Of conversations both ends speak it; what is only said to all, who says it. */
function peersByProtocol(): ReadonlyMap<string, readonly string[]> {
  const truth: {
    hosts: readonly { name: string; playedBy: string; attributes: readonly { protocol: string }[] }[];
    flows: readonly { client: string; server: string; protocol: string }[];
  } = JSON.parse(readFileSync(TRUTH, 'utf8'));
  const playedBy = new Map(truth.hosts.map((host) => [host.name, host.playedBy]));
  const peers = new Map<string, Set<string>>();
  const note = (protocol: string, name: string | undefined): void => {
    if (name !== undefined) peers.getOrInsertComputed(protocol, () => new Set()).add(name);
  };
  for (const { client, server, protocol } of truth.flows) {
    for (const host of [client, server]) note(protocol, playedBy.get(host));
  }
  for (const host of truth.hosts) for (const { protocol } of host.attributes) note(protocol, host.playedBy);
  return new Map(Array.from(peers, ([protocol, names]) => [protocol, [...names].toSorted()]));
}
