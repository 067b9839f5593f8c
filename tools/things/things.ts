/**
 * How well things are told apart and typed: over captures of one labelled device each, set up once and once more.
 *
 * Which of the machines in a capture is the labelled one is told by its hardware address: it is in all captures of its
 * label, and in none of another's.
 */
import type { AnalysisDocument } from '../../src/analysis/document.ts';

export interface Labelled {
  readonly label: string;
  readonly document: AnalysisDocument;
}

type Device = AnalysisDocument['devices'][number];

export interface Thing {
  readonly label: string;
  readonly type: string;
  readonly class: string;
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** What it says that another of its kind says as well. */
  readonly features: ReadonlySet<string>;
}

/** Attributes that are alike for all devices of a product. */
const ALIKE =
  /^(oui|dhcp-fingerprint|dhcp-vendor-class|tcp-fingerprint|tls-ja3|tls-ja4|ssdp-type|ssdp-server|mdns-service|mdns-model|http-user-agent|http-server|hostname)$/;

/** One for each capture in which the labelled device can be told; the others are counted by what is missing. */
export function thingsOf(captures: readonly Labelled[]): Thing[] {
  const labels = new Map<string, Set<string>>();
  for (const { label, document } of captures) {
    for (const mac of document.devices.flatMap(({ macs }) => macs)) {
      labels.getOrInsertComputed(mac, () => new Set()).add(label);
    }
  }
  return captures.flatMap(({ label, document }) => {
    const own = document.devices.filter(({ macs }) => macs.some((mac) => labels.get(mac)?.size === 1));
    const everywhere = own.filter(({ macs }) =>
      captures.every(
        (other) =>
          other.label !== label || other.document.devices.some((device) => device.macs.includes(macs[0] ?? '')),
      ),
    );
    const [device] = everywhere.toSorted((a, b) => b.attributes.length - a.attributes.length);
    return device === undefined ? [] : [thingOf(label, device)];
  });
}

function thingOf(label: string, device: Device): Thing {
  const { type, class: kind, manufacturer, model, attributes } = device;
  const alike = attributes.filter(({ name }) => ALIKE.test(name));
  return {
    label,
    type,
    class: kind,
    manufacturer,
    model,
    features: new Set(alike.map(({ name, value }) => `${name} ${withoutSerial(name, value)}`)),
  };
}

/** Many names end with the last half of the hardware address, or a serial number. */
const withoutSerial = (name: string, value: string): string =>
  name === 'hostname' ? value.replace(/[-_]?[0-9a-f]{4,12}$/i, '').toLowerCase() : value;

/** The label of the other thing that says most of the same; undefined when nothing is said. */
export function nearest(thing: Thing, others: readonly Thing[]): string | undefined {
  let best: { label: string; alike: number } | undefined;
  for (const other of others) {
    if (other === thing) continue;
    const shared = [...thing.features].filter((feature) => other.features.has(feature)).length;
    const alike = shared / new Set([...thing.features, ...other.features]).size;
    if (shared > 0 && alike > (best?.alike ?? 0)) best = { label: other.label, alike };
  }
  return best?.label;
}
