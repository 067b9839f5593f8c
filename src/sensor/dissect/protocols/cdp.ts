/**
 * CDP: how Cisco's devices, and others that speak alike, describe themselves to their neighbours.
 *
 * On Ethernet it comes in LLC and SNAP with Cisco's number 0x2000, which the decoder gives as if it were an EtherType.
 *
 * @see Cisco, "Cisco Discovery Protocol Packet Format"
 */
import { addressOf } from '../../../lib/address.ts';
import { Reader, Violation } from '../../../lib/reader.ts';
import type { LinkDissector, ProtocolEvent } from '../dissector.ts';

export interface CdpEvent extends ProtocolEvent {
  readonly protocol: 'cdp';
  readonly kind: 'advertisement';
  readonly deviceId: string | undefined;
  readonly portId: string | undefined;
  readonly platform: string | undefined;
  readonly software: string | undefined;
  readonly addresses: readonly string[];
  readonly capabilities: readonly CdpCapability[];
}

export type CdpCapability = 'router' | 'bridge' | 'host' | 'repeater' | 'telephone';

const Field = { deviceId: 1, addresses: 2, portId: 3, capabilities: 4, software: 5, platform: 6 } as const;
/** By their bits: a bridge may bridge transparently or by source routes, or be a switch; the sixth is about multicast. */
const CAPABILITIES: readonly (CdpCapability | undefined)[] = [
  'router',
  'bridge',
  'bridge',
  'bridge',
  'host',
  undefined,
  'repeater',
  'telephone',
];
const MAX_VERSION = 2;

export const cdp: LinkDissector<CdpEvent> = {
  name: 'cdp',
  transport: 'link',
  etherTypes: [0x2000],

  dissect(payload, emit) {
    const version = payload.u8();
    if (version < 1 || version > MAX_VERSION) throw new Violation(`version ${version} does not exist`);
    payload.skip(3); // time to live, checksum
    const fields = readFields(payload);
    emit({
      protocol: 'cdp',
      kind: 'advertisement',
      deviceId: textOf(fields.get(Field.deviceId)),
      portId: textOf(fields.get(Field.portId)),
      platform: textOf(fields.get(Field.platform)),
      software: textOf(fields.get(Field.software)),
      addresses: readAddresses(fields.get(Field.addresses)),
      capabilities: readCapabilities(fields.get(Field.capabilities)),
    });
  },
};

function readFields(payload: Reader): ReadonlyMap<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  // Bounded by the frame: each round reads four bytes or more, and what is shorter fills the frame up.
  while (payload.left >= 4) {
    const field = payload.u16();
    fields.set(field, payload.bytes(payload.u16() - 4));
  }
  return fields;
}

/** A count, and for each address its protocol's length and number, and its own length. */
function readAddresses(value: Uint8Array | undefined): readonly string[] {
  if (value === undefined) return [];
  const list = new Reader(value);
  const addresses: string[] = [];
  const count = list.u32();
  // Bounded by the field: each round reads four bytes or more.
  for (let n = 0; n < count && list.left > 0; n++) {
    list.skip(1); // how the protocol is numbered
    list.skip(list.u8());
    const address = addressOf(list.bytes(list.u16()));
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}

function readCapabilities(value: Uint8Array | undefined): readonly CdpCapability[] {
  if (value === undefined) return [];
  const bits = new Reader(value).u32();
  const names = CAPABILITIES.flatMap((name, bit) => (name !== undefined && (bits >> bit) & 1 ? [name] : []));
  return [...new Set(names)];
}

function textOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return new Reader(value).utf8(value.length).replace(/\0+$/, '').trim() || undefined;
}
