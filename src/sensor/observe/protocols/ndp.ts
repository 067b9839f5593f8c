/** What neighbour discovery tells: which hardware address holds which IPv6 address, and who is a router. */
import type { NdpEvent } from '../../dissect/protocols/ndp.ts';
import type { Notes } from '../notes.ts';

export function observeNdp(event: NdpEvent, notes: Notes): void {
  const address = event.kind === 'advertisement' ? event.target : notes.sender.address;
  if (event.mac !== undefined && address !== undefined && isOne(event.mac, address)) {
    notes.binding(event.mac, address, 'ndp');
  }
  if (event.router) notes.role('sender', 'router');
}

/** Whether both are addresses that one machine can hold: no group, and not the empty source of one that has none yet. */
function isOne(mac: string, address: string): boolean {
  const group = Number.parseInt(mac.slice(0, 2), 16) & 1;
  return group === 0 && mac !== '00:00:00:00:00:00' && address !== '::' && !address.startsWith('ff');
}
