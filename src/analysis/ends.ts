/** Which device stood at an end of a conversation when it began. */
import { parseTime } from '../lib/time.ts';
import type { Endpoint } from '../sensor/observe/observation.ts';
import type { Device } from './document.ts';

interface Holder {
  readonly device: Device;
  readonly first: number;
  readonly last: number;
}

export class Ends {
  readonly #byAddress = new Map<string, Holder[]>();
  readonly #byMac = new Map<string, Device>();

  constructor(devices: readonly Device[]) {
    for (const device of devices) {
      for (const mac of device.macs) this.#byMac.set(mac, device);
      for (const address of device.addresses) this.#add(address, device);
    }
  }

  /** The device; undefined when nobody is known there. */
  at({ address, mac }: Endpoint, time: number): Device | undefined {
    if (address === undefined) return mac === undefined ? undefined : this.#byMac.get(mac);
    const holders = this.#byAddress.get(address) ?? [];
    if (holders.length < 2) return holders[0]?.device;
    const sender = holders.find(({ device }) => mac !== undefined && device.macs.includes(mac));
    return (sender ?? holders.find(({ first, last }) => first <= time && time <= last) ?? holders[0])?.device;
  }

  #add(address: string, device: Device): void {
    const times = device.history.find((entry) => entry.address === address) ?? device;
    const holder = { device, first: parseTime(times.first), last: parseTime(times.last) };
    const holders = this.#byAddress.get(address);
    if (holders === undefined) this.#byAddress.set(address, [holder]);
    else holders.push(holder);
  }
}
