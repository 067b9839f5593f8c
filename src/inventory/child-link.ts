/** A child that is on the network itself as well is one and the same device: which one. */
import type { Child, Device } from '../analysis/document.ts';
import { childParts } from '../sensor/observe/child.ts';

/** What tells a device of the network from others. */
export interface Known extends Pick<Device, 'id' | 'serial' | 'manufacturer' | 'macs'> {
  /** What it calls itself where it reports its own results; of who speaks for others nothing. */
  readonly equipment: readonly string[];
}

/** The attribute in which a device, and who passes its results on, give its name. */
export const EQUIPMENT = 'hl7-equipment';

/** The names by which a gateway calls a child, as the child itself would. */
export const equipmentOf = ({ evidence }: Child): string[] =>
  evidence.flatMap(({ value }) => childParts(value)[EQUIPMENT] ?? []);

/**
 * Children with the device that each is, where that is beyond doubt: one device alone has its card, its serial number, or
 * else its name.
 */
export function linked(children: readonly Child[], gateway: string, known: readonly Known[]): Child[] {
  const byMac = new Map(known.flatMap(({ id, macs }) => macs.map((mac) => [mac, id] as const)));
  const others = known.filter(({ id }) => id !== gateway);
  const bySerial = Map.groupBy(others, ({ serial }) => serial);
  const byName = Map.groupBy(
    others.flatMap((other) => other.equipment.map((name) => [name, other] as const)),
    ([name]) => name,
  );
  return children.map((child) => {
    const card = child.mac === null ? undefined : byMac.get(child.mac);
    if (card !== undefined && card !== gateway) return { ...child, device: card };
    const numbered = child.serial === null ? [] : (bySerial.get(child.serial) ?? []);
    const called = equipmentOf(child).flatMap((name) => byName.get(name) ?? []);
    const same = numbered.length > 0 ? numbered : called.map(([, other]) => other).filter(isOfNumberOf(child));
    const ids = [...new Set(same.filter(isOfMakerOf(child)).map(({ id }) => id))];
    return { ...child, device: ids.length === 1 ? (ids[0] ?? null) : null };
  });
}

const isOfNumberOf =
  (child: Child) =>
  ({ serial }: Known): boolean =>
    serial === null || child.serial === null;

const isOfMakerOf =
  (child: Child) =>
  ({ manufacturer }: Known): boolean =>
    manufacturer === null || child.manufacturer === null || manufacturer === child.manufacturer;

/** The same of all devices that were found together. */
export function linkAll(devices: readonly Device[]): Device[] {
  if (devices.every(({ children }) => children === undefined)) return [...devices];
  const known = devices.map((device) => ({ ...device, equipment: ownEquipment(device) }));
  return devices.map((device) =>
    device.children === undefined ? device : { ...device, children: linked(device.children, device.id, known) },
  );
}

function ownEquipment({ children, attributes }: Device): string[] {
  return children === undefined ? attributes.filter(({ name }) => name === EQUIPMENT).map(({ value }) => value) : [];
}
