/** What multicast DNS tells: the names of hosts, the services they offer and what those say of the device. */
import type { MdnsEvent, MdnsService } from '../../dissect/protocols/mdns.ts';
import type { Notes, Who } from '../notes.ts';

/** It is the device's own word, but its owner may have chosen the name, and a proxy may speak for it. */
const NAME = 0.7;

export function observeMdns(event: MdnsEvent, notes: Notes): void {
  notes.action(event.kind === 'query' ? 'QUERY' : 'RESPONSE');
  notes.role('sender', event.kind === 'query' ? 'mdns-querier' : 'mdns-responder');
  for (const name of new Set(event.hosts.map((host) => host.name))) {
    for (const who of holders(name, event, notes)) {
      notes.attribute(who, 'mdns-name', name);
      notes.attribute(who, 'hostname', name.replace(/\.local$/i, ''), NAME);
    }
  }
  for (const service of event.services) observeService(service, event, notes);
}

function observeService(service: MdnsService, event: MdnsEvent, notes: Notes): void {
  const [who = 'sender'] = holders(service.host, event, notes);
  // A message that lists the kinds of services names each as if it were an instance of none.
  notes.attribute(who, 'mdns-service', service.type);
  notes.attribute(who, 'mdns-instance', service.instance);
  notes.attribute(who, 'mdns-model', service.model);
  notes.attribute(who, 'mdns-manufacturer', service.manufacturer);
  notes.attribute(who, 'mdns-friendly-name', service.friendlyName);
  notes.attribute(who, 'mdns-software', service.software);
  notes.attribute(who, 'mdns-serial', service.serial);
}

/**
 * Who has the name: the sender, if one of its addresses is the sender's; else, because gateways repeat what they hear
 * and proxies answer for who sleeps, whoever has those addresses.
 */
function holders(name: string, { hosts }: MdnsEvent, notes: Notes): readonly Who[] {
  const addresses = hosts.filter((host) => host.name === name).map(({ address }) => address);
  const own = notes.sender.address;
  if (own !== undefined && addresses.includes(own)) return ['sender'];
  return addresses.filter((address) => !isLoopback(address)).map((address) => ({ address }));
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
