/** What people call a device: its own words before others'. */
import type { Attribute } from '../analysis/document.ts';

/** Attributes that name a device, the most telling first. */
const SOURCES = [
  'hostname',
  'netbios-name',
  'ntlm-hostname',
  'snmp-sysname',
  'lldp-system-name',
  'cdp-device-id',
  'mdns-friendly-name',
  'mdns-name',
  'llmnr-name',
  'dicom-station',
  'name',
  'bacnet-object-name',
  'vnc-desktop-name',
  'rdp-client-name',
  'kerberos-machine',
  'tds-client-name',
  'dns-name',
  'tls-server-name',
] as const;
/** What others call an address: a host of many web sites has hundreds. */
const MAX_NAMES = 16;

/** The attributes that give the names, one for each name; upper and lower case and `.local` do not tell names apart. */
export function namesOf(attributes: readonly Attribute[]): Attribute[] {
  const bySource = Map.groupBy(attributes, ({ name }) => name);
  const found = new Map<string, Attribute>();
  for (const source of SOURCES) {
    for (const attribute of bySource.get(source) ?? []) {
      const key = attribute.value.toLowerCase().replace(/\.(local)?\.?$/, '');
      if (key !== '' && !found.has(key) && found.size < MAX_NAMES) found.set(key, attribute);
    }
  }
  return [...found.values()];
}
