/** What DHCPv6 tells of the client, which sends from its own link-local address, and of who serves it. */
import type { Dhcpv6Event } from '../../dissect/protocols/dhcpv6.ts';
import type { Notes, Who } from '../notes.ts';

export function observeDhcpv6(event: Dhcpv6Event, notes: Notes): void {
  notes.action(event.type);
  const { relayedFor } = event;
  if (event.from === 'server') {
    notes.role('sender', 'dhcp-server');
    notes.role(relayedFor === undefined ? 'receiver' : { address: relayedFor }, 'dhcp-client');
    return;
  }
  if (relayedFor !== undefined) notes.role('sender', 'dhcp-relay');
  const client: Who = relayedFor === undefined ? 'sender' : { address: relayedFor };
  notes.role(client, 'dhcp-client');
  notes.attribute(client, 'hostname', event.hostname);
  notes.attribute(client, 'dhcp-vendor-class', event.vendorClass);
  notes.attribute(client, 'dhcpv6-fingerprint', event.fingerprint);
}
