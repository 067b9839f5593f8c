/**
 * What really happened in the lab, written down by those who made it happen, and not by looking at the capture.
 *
 * A host's truth is what its packets can tell: what nothing on the wire says is null, and is not asked for.
 */
import { writeFileSync } from 'node:fs';
import type { DeviceClass } from '../src/analysis/document.ts';

/** What a host is, as its own papers would say it. Null where nothing that it sends tells. */
export interface HostDescription {
  readonly macs: readonly string[];
  /** IPv4, one for each interface that does not ask DHCP for one. */
  readonly addresses: readonly string[];
  readonly class: DeviceClass;
  readonly type: string;
  readonly manufacturer: string | null;
  readonly model?: string;
  readonly serial?: string;
  readonly software?: string;
  readonly os?: string;
  /** Which real software plays it, or that it is ours. */
  readonly playedBy: string;
}

export interface TruthAttribute {
  readonly name: string;
  readonly value: string;
  readonly protocol: string;
}

export interface TruthHost {
  readonly name: string;
  readonly scope: 'local' | 'external';
  readonly macs: readonly string[];
  /** All that it ever held, in order. */
  readonly addresses: string[];
  readonly class: DeviceClass;
  readonly type: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly software: string | null;
  readonly os: string | null;
  readonly playedBy: string;
  readonly roles: string[];
  readonly attributes: TruthAttribute[];
}

export interface TruthData {
  readonly category: string;
  /** How many messages or objects held some, questions included. */
  readonly items: number;
  readonly patients: number;
}

/** One conversation; those of one client with one port of one server stand in the order of their opening. */
export interface TruthFlow {
  /** Names of hosts. */
  readonly client: string;
  readonly server: string;
  readonly port: number;
  readonly transport: 'tcp' | 'udp';
  readonly protocol: string;
  readonly encrypted: boolean;
  /** Distinct patients whom anything in it names. */
  readonly patients: number;
  readonly data: readonly TruthData[];
  readonly actions: readonly { readonly verb: string; readonly count: number }[];
}

export interface TruthDocument {
  readonly schema: 'wardline.truth/1';
  readonly scene: string;
  readonly hosts: readonly TruthHost[];
  readonly flows: readonly TruthFlow[];
  /** Values that went over the wire and may appear in no output. */
  readonly canaries: readonly string[];
}

type FlowDetail = Partial<Pick<TruthFlow, 'encrypted' | 'patients' | 'data' | 'actions'>>;

export class Truth {
  readonly #hosts: TruthHost[] = [];
  readonly #flows: TruthFlow[] = [];

  host(name: string, description: HostDescription): TruthHost {
    const { macs, addresses, class: kind, type, manufacturer, playedBy } = description;
    const { model = null, serial = null, software = null, os = null } = description;
    const identity = { class: kind, type, manufacturer, model, serial, software, os, playedBy };
    const scope: TruthHost['scope'] = macs.length === 0 ? 'external' : 'local';
    const host: TruthHost = { name, scope, macs, addresses: [...addresses], ...identity, roles: [], attributes: [] };
    this.#hosts.push(host);
    return host;
  }

  /** Notes a conversation that just took place. */
  flow(
    client: string,
    server: string,
    port: number,
    transport: 'tcp' | 'udp',
    protocol: string,
    detail?: FlowDetail,
  ): void {
    const nothing = { encrypted: false, patients: 0, data: [], actions: [] };
    this.#flows.push({ client, server, port, transport, protocol, ...nothing, ...detail });
  }

  /** In an order that does not tell what happened to be first: only conversations of the same two stay as they came. */
  document(scene: string, canaries: readonly string[]): TruthDocument {
    const hosts = this.#hosts.map((host) => ({
      ...host,
      roles: host.roles.toSorted(),
      attributes: host.attributes.toSorted((a, b) => compare(`${a.name} ${a.value}`, `${b.name} ${b.value}`)),
    }));
    const flows = this.#flows.toSorted((a, b) => compare(ends(a), ends(b)));
    return { schema: 'wardline.truth/1', scene, hosts, flows, canaries };
  }
}

const ends = ({ client, server, port, transport }: TruthFlow): string => `${client} ${server} ${port} ${transport}`;
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Notes, once, what a host's packets say of it. */
export function tells(
  host: TruthHost,
  protocol: string,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): void {
  for (const [name, values] of Object.entries(attributes)) {
    for (const value of [values].flat()) {
      const known = host.attributes.some((other) => other.name === name && other.value === value);
      if (!known) host.attributes.push({ name, value, protocol });
    }
  }
}

/** Notes, once, what a host does. */
export function plays(host: TruthHost, ...roles: readonly string[]): void {
  for (const role of roles) if (!host.roles.includes(role)) host.roles.push(role);
}

export function writeTruth(file: string, document: TruthDocument): void {
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
}
