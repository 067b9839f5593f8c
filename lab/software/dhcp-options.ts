/** What DHCP clients ask for, in dhclient's names: its codes, and the lists of common systems. @see RFC 2132 */

export const OPTIONS = {
  'subnet-mask': 1,
  routers: 3,
  'domain-name-servers': 6,
  'host-name': 12,
  'domain-name': 15,
  'broadcast-address': 28,
  'static-routes': 33,
  'ntp-servers': 42,
  'netbios-name-servers': 44,
  'netbios-node-type': 46,
  'netbios-scope': 47,
  'tftp-server-name': 66,
  'domain-search': 119,
  'rfc3442-classless-static-routes': 121,
} as const;

export type OptionName = keyof typeof OPTIONS;

export const EMBEDDED = ['subnet-mask', 'routers', 'domain-name-servers', 'broadcast-address'] as const;
export const WINDOWS = [
  'subnet-mask',
  'routers',
  'domain-name-servers',
  'domain-name',
  'static-routes',
  'ntp-servers',
  'netbios-name-servers',
  'netbios-node-type',
  'netbios-scope',
  'domain-search',
] as const;
