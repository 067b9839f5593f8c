/** What DHCP tells of the client that a message names, of the server that answers and of what it hands out. */
import type { DhcpEvent } from '../../dissect/protocols/dhcp.ts';
import type { Notes, Who } from '../notes.ts';

export function observeDhcp(event: DhcpEvent, notes: Notes): void {
  notes.action(event.type);
  const client = clientOf(event);
  if (client !== undefined) {
    notes.role(client, 'dhcp-client');
    notes.attribute(client, 'hostname', event.hostname);
    // A server may say what the client's name shall be: it is the client's, but not its own word.
    notes.attribute(client, 'hostname', event.fqdn?.replace(/\.$/, ''), event.from === 'client' ? 0.9 : 0.7);
    notes.attribute(client, 'dhcp-vendor-class', event.vendorClass);
    notes.attribute(client, 'dhcp-fingerprint', event.fingerprint);
  }
  if (event.relayAddress !== undefined) notes.role({ address: event.relayAddress }, 'dhcp-relay');
  if (event.from === 'server') observeServer(event, notes);
  bind(event, notes);
}

/** Nobody's own message: somebody asks about a client that may not exist, or hears that it does not. @see RFC 4388 */
const ABOUT_OTHERS = new Set(['LEASEQUERY', 'LEASEUNKNOWN', 'LEASEUNASSIGNED']);

/** The hardware address it has, or without one of Ethernet's the address it says that it holds. */
function clientOf(event: DhcpEvent): Who | undefined {
  if (ABOUT_OTHERS.has(event.type)) return undefined;
  if (event.client !== undefined && event.client !== '00:00:00:00:00:00') return { mac: event.client };
  if (event.clientAddress !== undefined) return { address: event.clientAddress };
  return undefined;
}

function observeServer(event: DhcpEvent, notes: Notes): void {
  // What passes a relay is carried by the relay, and only its content tells who the server is.
  if (event.relayAddress === undefined) notes.role('sender', 'dhcp-server');
  if (event.server !== undefined) notes.role({ address: event.server }, 'dhcp-server');
  for (const address of event.routers) notes.role({ address }, 'router');
}

function bind(event: DhcpEvent, notes: Notes): void {
  if (event.client === undefined) return;
  if (event.type === 'ACK' || event.type === 'BOOTREPLY') {
    const address = event.yourAddress ?? event.clientAddress;
    if (address !== undefined) notes.binding(event.client, address, 'dhcp');
  } else if ((event.type === 'INFORM' || event.type === 'REQUEST') && event.clientAddress !== undefined) {
    notes.binding(event.client, event.clientAddress, 'dhcp');
  }
}
