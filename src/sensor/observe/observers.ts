/** Which observer reads which protocol's events. */
import type { AnyObserver } from './notes.ts';
import { observeArp } from './protocols/arp.ts';
import { observeBacnet } from './protocols/bacnet.ts';
import { observeAstm } from './protocols/astm.ts';
import { observeCdp } from './protocols/cdp.ts';
import { observeCoap } from './protocols/coap.ts';
import { observeDcerpc } from './protocols/dcerpc.ts';
import { observeDhcp } from './protocols/dhcp.ts';
import { observeDhcpv6 } from './protocols/dhcpv6.ts';
import { observeDicom } from './protocols/dicom.ts';
import { observeDicomweb } from './protocols/dicomweb.ts';
import { observeDns } from './protocols/dns.ts';
import { observeEnip } from './protocols/enip.ts';
import { observeFhir } from './protocols/fhir.ts';
import { observeDri } from './protocols/dri.ts';
import { observeHl7 } from './protocols/hl7.ts';
import { observeHttp } from './protocols/http.ts';
import { observeIsakmp } from './protocols/isakmp.ts';
import { observeKerberos } from './protocols/kerberos.ts';
import { observeIntellivue } from './protocols/intellivue.ts';
import { observeLdap } from './protocols/ldap.ts';
import { observeLldp } from './protocols/lldp.ts';
import { observeLlmnr } from './protocols/llmnr.ts';
import { observeMasimo } from './protocols/masimo.ts';
import { observeMdns } from './protocols/mdns.ts';
import { observeMedibus } from './protocols/medibus.ts';
import { observeModbus } from './protocols/modbus.ts';
import { observeMqtt } from './protocols/mqtt.ts';
import { observeMysql } from './protocols/mysql.ts';
import { observeNbdgm } from './protocols/nbdgm.ts';
import { observeNbns } from './protocols/nbns.ts';
import { observeNdp } from './protocols/ndp.ts';
import { observeNtp } from './protocols/ntp.ts';
import { observeOpcua } from './protocols/opcua.ts';
import { observeOpenvpn } from './protocols/openvpn.ts';
import { observePgsql } from './protocols/pgsql.ts';
import { observeRadius } from './protocols/radius.ts';
import { observePoct1a } from './protocols/poct1a.ts';
import { observeRdp } from './protocols/rdp.ts';
import { observeSdc } from './protocols/sdc.ts';
import { observeSip } from './protocols/sip.ts';
import { observeSmb } from './protocols/smb.ts';
import { observeSnmp } from './protocols/snmp.ts';
import { observeSsdp } from './protocols/ssdp.ts';
import { observeSsh } from './protocols/ssh.ts';
import { observeLines } from './protocols/starttls.ts';
import { observeTcp } from './protocols/tcp.ts';
import { observeTds } from './protocols/tds.ts';
import { observeSyslog } from './protocols/syslog.ts';
import { observeTelnet } from './protocols/telnet.ts';
import { observeTftp } from './protocols/tftp.ts';
import { observeTls } from './protocols/tls.ts';
import { observeTlsUpgrade } from './protocols/tls-upgrade.ts';
import { observeVnc } from './protocols/vnc.ts';
import { observeWireguard } from './protocols/wireguard.ts';
import { observeWsd } from './protocols/wsd.ts';

export const observers: Readonly<Record<string, AnyObserver>> = {
  arp: observeArp,
  bacnet: observeBacnet,
  astm: observeAstm,
  cdp: observeCdp,
  coap: observeCoap,
  dcerpc: observeDcerpc,
  dhcp: observeDhcp,
  dhcpv6: observeDhcpv6,
  dicom: observeDicom,
  dicomweb: observeDicomweb,
  dns: observeDns,
  dri: observeDri,
  dtls: observeTls,
  enip: observeEnip,
  fhir: observeFhir,
  ftp: observeLines,
  hl7: observeHl7,
  http: observeHttp,
  http2: observeHttp,
  isakmp: observeIsakmp,
  kerberos: observeKerberos,
  intellivue: observeIntellivue,
  ldap: observeLdap,
  lldp: observeLldp,
  llmnr: observeLlmnr,
  masimo: observeMasimo,
  mdns: observeMdns,
  medibus: observeMedibus,
  modbus: observeModbus,
  mqtt: observeMqtt,
  mysql: observeMysql,
  nbdgm: observeNbdgm,
  nbns: observeNbns,
  ndp: observeNdp,
  ntp: observeNtp,
  opcua: observeOpcua,
  openvpn: observeOpenvpn,
  pgsql: observePgsql,
  poct1a: observePoct1a,
  quic: observeTls,
  radius: observeRadius,
  rdp: observeRdp,
  sdc: observeSdc,
  sip: observeSip,
  smb: observeSmb,
  smtp: observeLines,
  snmp: observeSnmp,
  ssdp: observeSsdp,
  ssh: observeSsh,
  tcp: observeTcp,
  tds: observeTds,
  syslog: observeSyslog,
  telnet: observeTelnet,
  tftp: observeTftp,
  'tls-upgrade': observeTlsUpgrade,
  tls: observeTls,
  vnc: observeVnc,
  wireguard: observeWireguard,
  wsd: observeWsd,
};
