/** Which observer reads which protocol's events. */
import type { AnyObserver } from './notes.ts';
import { observeArp } from './protocols/arp.ts';
import { observeBacnet } from './protocols/bacnet.ts';
import { observeCdp } from './protocols/cdp.ts';
import { observeDcerpc } from './protocols/dcerpc.ts';
import { observeDhcp } from './protocols/dhcp.ts';
import { observeDhcpv6 } from './protocols/dhcpv6.ts';
import { observeDicom } from './protocols/dicom.ts';
import { observeDicomweb } from './protocols/dicomweb.ts';
import { observeEnip } from './protocols/enip.ts';
import { observeFhir } from './protocols/fhir.ts';
import { observeDns } from './protocols/dns.ts';
import { observeHl7 } from './protocols/hl7.ts';
import { observeHttp } from './protocols/http.ts';
import { observeLdap } from './protocols/ldap.ts';
import { observeLldp } from './protocols/lldp.ts';
import { observeLlmnr } from './protocols/llmnr.ts';
import { observeMdns } from './protocols/mdns.ts';
import { observeModbus } from './protocols/modbus.ts';
import { observeMqtt } from './protocols/mqtt.ts';
import { observeNbdgm } from './protocols/nbdgm.ts';
import { observeNbns } from './protocols/nbns.ts';
import { observeNtp } from './protocols/ntp.ts';
import { observeOpcua } from './protocols/opcua.ts';
import { observeOpenvpn } from './protocols/openvpn.ts';
import { observeRdp } from './protocols/rdp.ts';
import { observeSip } from './protocols/sip.ts';
import { observeSmb } from './protocols/smb.ts';
import { observeSnmp } from './protocols/snmp.ts';
import { observeSsdp } from './protocols/ssdp.ts';
import { observeSsh } from './protocols/ssh.ts';
import { observeLines } from './protocols/starttls.ts';
import { observeTelnet } from './protocols/telnet.ts';
import { observeTlsUpgrade } from './protocols/tls-upgrade.ts';
import { observeTls } from './protocols/tls.ts';
import { observeVnc } from './protocols/vnc.ts';

export const observers: Readonly<Record<string, AnyObserver>> = {
  arp: observeArp,
  bacnet: observeBacnet,
  cdp: observeCdp,
  dcerpc: observeDcerpc,
  dhcp: observeDhcp,
  dhcpv6: observeDhcpv6,
  dicom: observeDicom,
  dicomweb: observeDicomweb,
  enip: observeEnip,
  fhir: observeFhir,
  dns: observeDns,
  dtls: observeTls,
  ftp: observeLines,
  hl7: observeHl7,
  http: observeHttp,
  ldap: observeLdap,
  lldp: observeLldp,
  llmnr: observeLlmnr,
  mdns: observeMdns,
  modbus: observeModbus,
  mqtt: observeMqtt,
  nbdgm: observeNbdgm,
  nbns: observeNbns,
  ntp: observeNtp,
  opcua: observeOpcua,
  openvpn: observeOpenvpn,
  quic: observeTls,
  rdp: observeRdp,
  sip: observeSip,
  smb: observeSmb,
  smtp: observeLines,
  snmp: observeSnmp,
  ssdp: observeSsdp,
  ssh: observeSsh,
  telnet: observeTelnet,
  tls: observeTls,
  'tls-upgrade': observeTlsUpgrade,
  vnc: observeVnc,
};
