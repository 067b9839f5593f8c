/**
 * What cryptography is used where, as a cryptographic bill of materials (CycloneDX 1.6, cryptoProperties): services, the ways in
 * which they were spoken to, the algorithms of those, and certificates.
 */
import { createHash } from 'node:crypto';
import { keyBits } from './certificate-state.ts';
import { isPostQuantum } from './bcp195.ts';
import { type CipherSuite, readCipherSuite } from './cipher-suite.ts';
import type { Graded } from './read-services.ts';

interface Component {
  readonly type: 'cryptographic-asset';
  readonly name: string;
  readonly 'bom-ref': string;
  readonly cryptoProperties: Readonly<Record<string, unknown>>;
}

type Way = Graded['ways'][number];

/** Gathers components that many services share, each once. */
class Assets {
  readonly #components = new Map<string, Component>();
  readonly #uses = new Map<string, readonly string[]>();

  add(
    ref: string,
    name: string,
    cryptoProperties: Component['cryptoProperties'],
    uses: readonly string[] = [],
  ): string {
    if (!this.#components.has(ref)) {
      this.#components.set(ref, { type: 'cryptographic-asset', name, 'bom-ref': ref, cryptoProperties });
      if (uses.length > 0) this.#uses.set(ref, uses);
    }
    return ref;
  }

  get components(): Component[] {
    return [...this.#components.values()].toSorted((a, b) => compare(a['bom-ref'], b['bom-ref']));
  }

  get uses(): { ref: string; dependsOn: readonly string[] }[] {
    return [...this.#uses].map(([ref, dependsOn]) => ({ ref, dependsOn }));
  }
}

/** The document as text, the same for the same services. `now`: milliseconds since 1970. */
export function writeCbom(services: readonly Graded[], version: string, now: number): string {
  const assets = new Assets();
  const listed = services.map((service) => ({
    'bom-ref': `service/${service.id.replaceAll(' ', '/')}`,
    name: `${service.ways[0].address}:${service.ways[0].port}`,
    endpoints: [`${service.ways[0].transport}://${hostOf(service.ways[0].address)}:${service.ways[0].port}`],
    properties: [
      { name: 'wardline:grade', value: service.grade },
      ...service.objections.map(({ what, source }) => ({ name: 'wardline:objection', value: `${what} (${source})` })),
    ],
  }));
  const uses = services.map((service, at) => ({
    ref: listed[at]?.['bom-ref'] ?? '',
    dependsOn: [...new Set(service.ways.flatMap((way) => [protocolOf(assets, way), ...certificateOf(assets, way)]))],
  }));
  const content = {
    components: assets.components,
    services: listed,
    dependencies: [...uses, ...assets.uses].toSorted((a, b) => compare(a.ref, b.ref)),
  };
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: serialOf(JSON.stringify(content)),
      version: 1,
      metadata: {
        timestamp: new Date(now).toISOString(),
        tools: { components: [{ type: 'application', name: 'wardline', version }] },
      },
      ...content,
    },
    null,
    2,
  )}\n`;
}

const PROTOCOLS: Readonly<Record<string, string>> = { tls: 'tls', ssh: 'ssh', ipsec: 'ipsec' };

function protocolOf(assets: Assets, { kind, version, cipher, group }: Way): string {
  const suite = cipher === null ? undefined : readCipherSuite(cipher);
  const algorithms = suite === undefined ? [] : [cipherOf(assets, suite)];
  const key = group === null ? [] : [keyAgreement(assets, group)];
  const ref = ['protocol', kind, version ?? 'unknown', cipher ?? 'unknown', group ?? 'unknown'].join('/');
  return assets.add(
    ref,
    `${kind.toUpperCase()} ${version ?? ''}`.trim(),
    {
      assetType: 'protocol',
      protocolProperties: {
        type: PROTOCOLS[kind] ?? 'other',
        ...(version === null ? {} : { version }),
        ...(cipher === null ? {} : { cipherSuites: [{ name: cipher, algorithms }] }),
        ...(key.length === 0 ? {} : { cryptoRefArray: key }),
      },
    },
    [...algorithms, ...key],
  );
}

/** NIST's categories for symmetric ciphers: as hard as finding a key of AES with so many bits. */
const CATEGORIES: Readonly<Record<number, number>> = { 128: 1, 192: 3, 256: 5 };

function cipherOf(assets: Assets, { cipher, bits, mode, aead }: CipherSuite): string {
  const name = [cipher.replace('3DES_EDE', '3DES'), bits, mode].filter((part) => part !== '' && part !== 0).join('-');
  return assets.add(`algorithm/${name}`, name, {
    assetType: 'algorithm',
    algorithmProperties: {
      primitive: aead ? 'ae' : mode === 'CBC' ? 'block-cipher' : cipher === 'RC4' ? 'stream-cipher' : 'other',
      parameterSetIdentifier: String(bits),
      ...(mode === '' ? {} : { mode: modeOf(mode) }),
      classicalSecurityLevel: bits,
      nistQuantumSecurityLevel: CATEGORIES[bits] ?? 0,
    },
  });
}

const modeOf = (mode: string): string => ({ CBC: 'cbc', GCM: 'gcm', CCM: 'ccm', CCM_8: 'ccm' })[mode] ?? 'other';

function keyAgreement(assets: Assets, group: string): string {
  const quantum = isPostQuantum(group) === true;
  return assets.add(`algorithm/${group}`, group, {
    assetType: 'algorithm',
    algorithmProperties: {
      primitive: quantum ? 'combiner' : 'key-agree',
      parameterSetIdentifier: group,
      nistQuantumSecurityLevel: !quantum ? 0 : /1024/.test(group) ? 5 : /768/.test(group) ? 3 : 1,
    },
  });
}

function certificateOf(assets: Assets, { certificates }: Way): string[] {
  const [shown] = certificates ?? [];
  if (shown === undefined) return [];
  const bits = keyBits(shown.key);
  const key = assets.add(`algorithm/${shown.key}`, shown.key, {
    assetType: 'algorithm',
    algorithmProperties: {
      primitive: 'signature',
      ...(bits === undefined ? {} : { parameterSetIdentifier: String(bits) }),
      nistQuantumSecurityLevel: 0,
    },
  });
  const id = createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
  return [
    assets.add(
      `certificate/${id}`,
      shown.subject,
      {
        assetType: 'certificate',
        certificateProperties: {
          subjectName: shown.subject,
          issuerName: shown.issuer,
          ...timeOf('notValidBefore', shown.notBefore),
          ...timeOf('notValidAfter', shown.notAfter),
          certificateFormat: 'X.509',
        },
      },
      [key],
    ),
  ];
}

/** Left out when it cannot be read: the format asks for a time. */
function timeOf(name: string, text: string): Readonly<Record<string, string>> {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? {} : { [name]: time.toISOString() };
}

/** The same content has the same number (RFC 9562 section 5.8: version 8, of a hash). */
function serialOf(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
