/** What a device does, as roles: read off its conversations, and off the whole of what it does. */
import type { ConversationRecord } from '../sensor/observe/conversation-record.ts';

/** Deeds by the protocol's own word, and what doing them makes of the client and of the server. */
const DEEDS: readonly (readonly [
  protocol: RegExp,
  verb: RegExp,
  client: string | undefined,
  server: string | undefined,
])[] = [
  [/^dicom/, /^C-STORE/, 'image-sender', 'image-receiver'],
  [/^dicom/, /^C-(MOVE|GET)/, 'study-reader', 'study-source'],
  [/^dicom/, /^N-(CREATE|SET).*MPPS|^MPPS/, 'mpps-sender', 'worklist-provider'],
  [/^dicom/, /MWL|WORKLIST/i, 'worklist-reader', 'worklist-provider'],
  [/^dicom/, /PRINT/i, 'film-sender', 'film-printer'],
  [/^hl7/, /^ADT/, 'adt-sender', 'adt-receiver'],
  [/^hl7/, /^(ORU|OUL|OPU)/, 'result-sender', 'result-receiver'],
  [/^hl7/, /^(OML|OMB)/, 'lab-order-sender', 'lab-order-receiver'],
  [/^hl7/, /^(OMI)/, 'imaging-order-sender', 'imaging-order-receiver'],
  [/^hl7/, /^(ORM|OMG)/, 'order-sender', 'order-receiver'],
  [/^hl7/, /^(SIU)/, 'schedule-sender', 'schedule-receiver'],
  [/^hl7/, /^(RDE|RDS|RGV|OMP)/, 'pharmacy-order-sender', 'pharmacy-order-receiver'],
  [/^hl7/, /^(ESU|SSU|INU|EAC|TCU)/, 'automation-sender', undefined],
];

/** Roles of the client and of the server of a conversation. A server is one that answered. */
export function rolesOf({
  protocol,
  actions,
  answered,
}: Pick<ConversationRecord, 'protocol' | 'actions' | 'answered'>): {
  client: Set<string>;
  server: Set<string>;
} {
  const roles = { client: new Set<string>(), server: new Set<string>() };
  if (protocol === null) return roles;
  for (const { verb } of actions) {
    for (const [spoken, deed, client, server] of DEEDS) {
      if (!spoken.test(protocol) || !deed.test(verb)) continue;
      if (client !== undefined) roles.client.add(client);
      if (server !== undefined && answered) roles.server.add(server);
    }
  }
  if (answered && hasServer(protocol)) {
    roles.client.add(`${protocol}-client`);
    roles.server.add(`${protocol}-server`);
  }
  return roles;
}

/** Protocols among equals, and those whose observers name the roles better, have no servers. */
const hasServer = (protocol: string): boolean =>
  !/^(arp|ndp|icmp|icmpv6|igmp|mdns|llmnr|ssdp|wsd|dhcp|dhcpv6|dns|dicom|hl7|astm|poct1a|intellivue|medibus|dri|masimo|sdc|dpws|netbios|nbns|browser|rtp|rtcp|quic|stun|lldp|cdp|stp|gre|vxlan|erspan|ipip|mpls|esp|ah|bittorrent)/.test(
    protocol,
  );
