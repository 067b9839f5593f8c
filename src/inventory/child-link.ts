/** A child that is on the network itself as well is one and the same device: which one. */
import type { Child, Device } from '../analysis/document.ts';

/** What tells a device of the network from others. */
export type Known = Pick<Device, 'id' | 'serial' | 'manufacturer' | 'macs'>;

/** Children with the device that each is, where that is beyond doubt: one device alone has its card or its serial number. */
export function linked(children: readonly Child[], gateway: string, known: readonly Known[]): Child[] {
  const byMac = new Map(known.flatMap(({ id, macs }) => macs.map((mac) => [mac, id] as const)));
  const bySerial = Map.groupBy(
    known.filter(({ serial, id }) => serial !== null && id !== gateway),
    ({ serial }) => serial,
  );
  return children.map((child) => {
    const card = child.mac === null ? undefined : byMac.get(child.mac);
    if (card !== undefined && card !== gateway) return { ...child, device: card };
    const [same, ...more] =
      (child.serial === null ? undefined : bySerial.get(child.serial))?.filter(isOfMakerOf(child)) ?? [];
    return { ...child, device: same === undefined || more.length > 0 ? null : same.id };
  });
}

const isOfMakerOf =
  (child: Child) =>
  ({ manufacturer }: Known): boolean =>
    manufacturer === null || child.manufacturer === null || manufacturer === child.manufacturer;

/** The same of all devices that were found together. */
export function linkAll(devices: readonly Device[]): Device[] {
  if (devices.every(({ children }) => children === undefined)) return [...devices];
  return devices.map((device) =>
    device.children === undefined ? device : { ...device, children: linked(device.children, device.id, devices) },
  );
}
