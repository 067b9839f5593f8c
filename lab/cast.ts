/** Who is in the scenes, and that nobody is there twice. */
import type { DhcpDress } from './software/dhcp.ts';
import type { HostDescription } from './truth.ts';

/** Who is in a scene, by their names; those without a hardware address are beyond the router. */
export type Cast = Readonly<Record<string, Role>>;

export interface Role extends HostDescription {
  /** For those who ask DHCP: the address that is kept for them, and how they ask. */
  readonly lease?: { readonly address: string; readonly dress: DhcpDress };
}

/** All hosts of the scenes; two of one name, address or hardware address are an error. */
export function castOf(scenes: readonly { readonly hosts: Cast }[]): Cast {
  const cast: Record<string, Role> = {};
  const taken = new Set<string>();
  for (const [name, role] of scenes.flatMap(({ hosts }) => Object.entries(hosts))) {
    const own = [name, ...role.macs, ...role.addresses, ...(role.lease === undefined ? [] : [role.lease.address])];
    for (const one of own) {
      if (taken.has(one)) throw new Error(`${one} is there twice`);
      taken.add(one);
    }
    cast[name] = role;
  }
  return cast;
}
