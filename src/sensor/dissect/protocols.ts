/** Every protocol we dissect, in the order in which they are tried. */
import type { DatagramDissector, LinkDissector, StreamDissector } from './dissector.ts';
import { arp } from './protocols/arp.ts';
import { bacnet } from './protocols/bacnet.ts';
import { astm } from './protocols/astm.ts';
import { cdp } from './protocols/cdp.ts';
import { coap } from './protocols/coap.ts';
import { dcerpc } from './protocols/dcerpc.ts';
import { dhcp } from './protocols/dhcp.ts';
import { dhcpv6 } from './protocols/dhcpv6.ts';
import { dicom } from './protocols/dicom.ts';
import { dns } from './protocols/dns.ts';
import { dnsTcp } from './protocols/dns-tcp.ts';
import { dri } from './protocols/dri.ts';
import { dtls } from './protocols/dtls.ts';
import { enip } from './protocols/enip.ts';
import { enipUdp } from './protocols/enip-udp.ts';
import { ftp } from './protocols/ftp.ts';
import { hl7 } from './protocols/hl7.ts';
import { http } from './protocols/http.ts';
import { http2 } from './protocols/http2.ts';
import { isakmp } from './protocols/isakmp.ts';
import { kerberos } from './protocols/kerberos.ts';
import { kerberosTcp } from './protocols/kerberos-tcp.ts';
import { intellivue } from './protocols/intellivue.ts';
import { ldap } from './protocols/ldap.ts';
import { lldp } from './protocols/lldp.ts';
import { llmnr } from './protocols/llmnr.ts';
import { masimo } from './protocols/masimo.ts';
import { mdns } from './protocols/mdns.ts';
import { medibus } from './protocols/medibus.ts';
import { modbus } from './protocols/modbus.ts';
import { mqtt } from './protocols/mqtt.ts';
import { mysql } from './protocols/mysql.ts';
import { nbdgm } from './protocols/nbdgm.ts';
import { nbns } from './protocols/nbns.ts';
import { ndp } from './protocols/ndp.ts';
import { ntp } from './protocols/ntp.ts';
import { opcua } from './protocols/opcua.ts';
import { openvpn } from './protocols/openvpn.ts';
import { openvpnTcp } from './protocols/openvpn-tcp.ts';
import { pgsql } from './protocols/pgsql.ts';
import { poct1a } from './protocols/poct1a.ts';
import { quic } from './protocols/quic.ts';
import { radius } from './protocols/radius.ts';
import { rdp } from './protocols/rdp.ts';
import { sip } from './protocols/sip.ts';
import { smb } from './protocols/smb.ts';
import { smtp } from './protocols/smtp.ts';
import { snmp } from './protocols/snmp.ts';
import { ssdp } from './protocols/ssdp.ts';
import { ssh } from './protocols/ssh.ts';
import { tds } from './protocols/tds.ts';
import { syslogTcp } from './protocols/syslog-tcp.ts';
import { syslog } from './protocols/syslog.ts';
import { telnet } from './protocols/telnet.ts';
import { tftp } from './protocols/tftp.ts';
import { tls } from './protocols/tls.ts';
import { tlsUpgrade } from './protocols/tls-upgrade.ts';
import { vnc } from './protocols/vnc.ts';
import { wireguard } from './protocols/wireguard.ts';
import { wsd } from './protocols/wsd.ts';

export const streamDissectors: readonly StreamDissector[] = [
  hl7,
  tls,
  dicom,
  dnsTcp,
  http,
  http2,
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
  kerberosTcp,
  pgsql,
  mysql,
  tds,
  astm,
  poct1a,
  syslogTcp,
  medibus,
  dri,
  masimo,
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
  // Before NTP, which has no magic number: the first bytes of DTLS would do for it.
  dtls,
  ntp,
  ssdp,
  dhcpv6,
  openvpn,
  bacnet,
  enipUdp,
  kerberos,
  isakmp,
  radius,
  wireguard,
  wsd,
  tftp,
  coap,
  intellivue,
  syslog,
];

export const linkDissectors: readonly LinkDissector[] = [arp, ndp, lldp, cdp];
