/** What ARP tells: which hardware address holds which internet address. */
import type { ArpEvent } from '../../dissect/protocols/arp.ts';
import type { Notes } from '../notes.ts';

export function observeArp(event: ArpEvent, notes: Notes): void {
  if (isOne(event.senderMac, event.senderAddress)) notes.binding(event.senderMac, event.senderAddress, 'arp');
}

/** Whether both are addresses that one machine can hold: no group, no broadcast, not the empty sender of a probe. */
function isOne(mac: string, address: string): boolean {
  const first = Number.parseInt(address, 10);
  const group = Number.parseInt(mac.slice(0, 2), 16) & 1;
  return group === 0 && mac !== '00:00:00:00:00:00' && first > 0 && first < 224;
}
