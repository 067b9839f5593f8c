/**
 * LLDP: how a switch, an access point or a telephone describes itself and the port that its neighbour is plugged into.
 *
 * @see IEEE 802.1AB-2016 section 8, ANSI/TIA-1057 section 10 (LLDP-MED)
 */
import { addressOf, macOf } from '../../../lib/address.ts';
import { Reader } from '../../../lib/reader.ts';
import type { LinkDissector, ProtocolEvent } from '../dissector.ts';

export interface LldpEvent extends ProtocolEvent {
  readonly protocol: 'lldp';
  readonly kind: 'advertisement';
  readonly chassisId: string | undefined;
  readonly portId: string | undefined;
  readonly portDescription: string | undefined;
  readonly systemName: string | undefined;
  readonly systemDescription: string | undefined;
  /** What it does now, of all that it could. */
  readonly capabilities: readonly LldpCapability[];
  readonly managementAddresses: readonly string[];
  /** The inventory of LLDP-MED. */
  readonly hardware: string | undefined;
  readonly firmware: string | undefined;
  readonly software: string | undefined;
  readonly serial: string | undefined;
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
}

export type LldpCapability =
  | 'repeater'
  | 'bridge'
  | 'access-point'
  | 'router'
  | 'telephone'
  | 'cable-modem'
  | 'station';

/** Numbers of the fields (TLVs). */
const Field = {
  end: 0,
  chassisId: 1,
  portId: 2,
  portDescription: 4,
  systemName: 5,
  systemDescription: 6,
  capabilities: 7,
  managementAddress: 8,
  organisation: 127,
} as const;
/** By their bits; the first one means something else than all of these. */
const CAPABILITIES: readonly (LldpCapability | undefined)[] = [
  undefined,
  'repeater',
  'bridge',
  'access-point',
  'router',
  'telephone',
  'cable-modem',
  'station',
];
/** LLDP-MED's organisation and the number of its inventory's first field, with 24 and 8 bits. */
const MED_INVENTORY = 0x0012bb05;
/** How an identifier is to be read: as a hardware address, or as an internet address after the number of its family. */
const CHASSIS = { mac: 4, address: 5 };
const PORT = { mac: 3, address: 4 };

export const lldp: LinkDissector<LldpEvent> = {
  name: 'lldp',
  transport: 'link',
  etherTypes: [0x88cc],

  dissect(payload, emit) {
    const { fields, managementAddresses, inventory } = readFields(payload);
    const text = (field: number) => textOf(fields.get(field));
    const [hardware, firmware, software, serial, manufacturer, model] = inventory;
    emit({
      protocol: 'lldp',
      kind: 'advertisement',
      chassisId: readId(fields.get(Field.chassisId), CHASSIS),
      portId: readId(fields.get(Field.portId), PORT),
      portDescription: text(Field.portDescription),
      systemName: text(Field.systemName),
      systemDescription: text(Field.systemDescription),
      capabilities: readCapabilities(fields.get(Field.capabilities)),
      managementAddresses,
      hardware,
      firmware,
      software,
      serial,
      manufacturer,
      model,
    });
  },
};

interface Fields {
  readonly fields: ReadonlyMap<number, Uint8Array>;
  readonly managementAddresses: readonly string[];
  readonly inventory: readonly (string | undefined)[];
}

function readFields(payload: Reader): Fields {
  const fields = new Map<number, Uint8Array>();
  const managementAddresses: string[] = [];
  const inventory: (string | undefined)[] = [];
  // Bounded by the frame: each round reads two bytes or more.
  while (payload.left > 0) {
    const head = payload.u16();
    const field = head >> 9;
    const value = payload.sub(head & 0x1ff);
    if (field === Field.end) break;
    if (field === Field.managementAddress) {
      const address = readAddress(value.sub(value.u8()));
      if (address !== undefined) managementAddresses.push(address);
    } else if (field === Field.organisation) {
      const at = value.u32() - MED_INVENTORY;
      if (at >= 0 && at < 6) inventory[at] = textOf(value.rest());
    } else {
      fields.set(field, value.rest());
    }
  }
  return { fields, managementAddresses, inventory };
}

function readId(value: Uint8Array | undefined, known: typeof CHASSIS): string | undefined {
  if (value === undefined || value.length < 2) return undefined;
  const rest = value.subarray(1);
  if (value[0] === known.mac && rest.length === 6) return macOf(rest);
  return value[0] === known.address ? readAddress(new Reader(rest)) : textOf(rest);
}

/** The number of a family comes first. @see https://www.iana.org/assignments/address-family-numbers */
function readAddress(value: Reader): string | undefined {
  const family = value.u8();
  return family === 1 || family === 2 ? addressOf(value.rest()) : undefined;
}

function readCapabilities(value: Uint8Array | undefined): readonly LldpCapability[] {
  if (value === undefined) return [];
  const bits = new Reader(value);
  bits.skip(2); // those that it could have
  const enabled = bits.u16();
  return CAPABILITIES.flatMap((name, bit) => (name !== undefined && (enabled >> bit) & 1 ? [name] : []));
}

function textOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  return new Reader(value).utf8(value.length).replace(/\0+$/, '').trim() || undefined;
}
