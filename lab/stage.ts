/** What the scenes play on: the hosts by name, the truth that they write, and the server that gives addresses. */
import type { Building } from './building.ts';
import { CORE } from './hartley.ts';
import type { Host } from './host.ts';
import type { Cast, Role } from './cast.ts';
import { AddressServer, askForAddress } from './software/dhcp.ts';
import type { Truth } from './truth.ts';

export class Stage {
  readonly truth: Truth;
  /** Where what belongs to no host lies, such as pictures to be sent. */
  readonly folder: string;
  readonly cast: Cast;
  readonly addresses: AddressServer;
  readonly #building: Building;

  constructor(building: Building, cast: Cast, truth: Truth, folder: string) {
    this.#building = building;
    this.cast = cast;
    this.truth = truth;
    this.folder = folder;
    const reserved = this.#leases().map(([, { macs, lease }]) => ({ mac: macs[0] ?? '', address: lease.address }));
    this.addresses = new AddressServer(this.#who(CORE), reserved);
  }

  readonly at = (name: string): Host => {
    return this.#building.host(name);
  };

  /** Everybody who has no address yet asks for one. */
  async wakeUp(): Promise<void> {
    const all = this.#leases();
    await Promise.all(all.map(([name, { lease }]) => askForAddress(this.at(name), lease.dress, lease.address)));
  }

  #leases(): (readonly [string, Role & Required<Pick<Role, 'lease'>>])[] {
    return Object.entries(this.cast).flatMap(([name, role]) =>
      role.lease === undefined ? [] : [[name, { ...role, lease: role.lease }] as const],
    );
  }

  #who(address: string): Host {
    const found = Object.entries(this.cast).find(([, { addresses }]) => addresses.includes(address));
    if (found === undefined) throw new Error(`nobody has ${address}`);
    return this.at(found[0]);
  }
}
