/** Every protocol we dissect, in the order in which they are tried. */
import type { DatagramDissector, LinkDissector, StreamDissector } from './dissector.ts';
import { arp } from './protocols/arp.ts';
import { bacnet } from './protocols/bacnet.ts';
import { cdp } from './protocols/cdp.ts';
import { dcerpc } from './protocols/dcerpc.ts';
import { dhcp } from './protocols/dhcp.ts';
import { dhcpv6 } from './protocols/dhcpv6.ts';
import { dicom } from './protocols/dicom.ts';
import { dnsTcp } from './protocols/dns-tcp.ts';
import { dns } from './protocols/dns.ts';
import { dtls } from './protocols/dtls.ts';
import { enip } from './protocols/enip.ts';
import { enipUdp } from './protocols/enip-udp.ts';
import { ftp } from './protocols/ftp.ts';
import { hl7 } from './protocols/hl7.ts';
import { http } from './protocols/http.ts';
import { ldap } from './protocols/ldap.ts';
import { lldp } from './protocols/lldp.ts';
import { llmnr } from './protocols/llmnr.ts';
import { mdns } from './protocols/mdns.ts';
import { modbus } from './protocols/modbus.ts';
import { mqtt } from './protocols/mqtt.ts';
import { nbdgm } from './protocols/nbdgm.ts';
import { nbns } from './protocols/nbns.ts';
import { ntp } from './protocols/ntp.ts';
import { opcua } from './protocols/opcua.ts';
import { openvpnTcp } from './protocols/openvpn-tcp.ts';
import { openvpn } from './protocols/openvpn.ts';
import { quic } from './protocols/quic.ts';
import { rdp } from './protocols/rdp.ts';
import { sip } from './protocols/sip.ts';
import { smb } from './protocols/smb.ts';
import { smtp } from './protocols/smtp.ts';
import { snmp } from './protocols/snmp.ts';
import { ssdp } from './protocols/ssdp.ts';
import { ssh } from './protocols/ssh.ts';
import { telnet } from './protocols/telnet.ts';
import { tlsUpgrade } from './protocols/tls-upgrade.ts';
import { tls } from './protocols/tls.ts';
import { vnc } from './protocols/vnc.ts';

export const streamDissectors: readonly StreamDissector[] = [
  hl7,
  tls,
  dicom,
  dnsTcp,
  http,
  ssh,
  smb,
  rdp,
  vnc,
  ftp,
  smtp,
  mqtt,
  telnet,
  ldap,
  dcerpc,
  openvpnTcp,
  enip,
  opcua,
  modbus,
  tlsUpgrade,
];

export const datagramDissectors: readonly DatagramDissector[] = [
  dhcp,
  nbdgm,
  nbns,
  snmp,
  dns,
  mdns,
  llmnr,
  quic,
  sip,
  ntp,
  ssdp,
  dhcpv6,
  openvpn,
  dtls,
  bacnet,
  enipUdp,
];

export const linkDissectors: readonly LinkDissector[] = [arp, lldp, cdp];
