/** What tells routers, switches, access points, phones, printers and power supplies: descriptions, platforms, roles. */
import { type Rule, rule, rules, type Says } from './rule.ts';

/** How network equipment describes itself, in SNMP (sysDescr) and in LLDP alike. */
const DESCRIPTIONS: readonly (readonly [RegExp, Says])[] = [
  [
    /Cisco IOS Software.*?\(C(?:29|35|36|37|38|45|65|92|93|94|95)\w*.*?Version ([\w.()]+)/s,
    { manufacturer: 'Cisco', os: 'Cisco IOS $1', type: 'switch' },
  ],
  [/Cisco IOS.*?Version ([\w.()]+)/s, { manufacturer: 'Cisco', os: 'Cisco IOS $1' }],
  [/Cisco NX-OS.*?Version ([\w.()]+)/s, { manufacturer: 'Cisco', os: 'Cisco NX-OS $1', type: 'switch' }],
  [
    /Cisco Adaptive Security Appliance Version ([\w.()]+)/,
    { manufacturer: 'Cisco', os: 'Cisco ASA $1', type: 'firewall' },
  ],
  [/Cisco IP Phone ([\w-]+)/, { manufacturer: 'Cisco', model: 'IP Phone $1', type: 'phone' }],
  [/Cisco IP Phone .*?\b(s(?:ip|ccp)\d\S+)/i, { software: '$1' }],
  [/Cisco AP Software.*?Version:? *([\w.()]+)/s, { manufacturer: 'Cisco', software: '$1', type: 'access-point' }],
  [
    /(?:ProCurve|Aruba|HP) (J\w+A?)\b.*?[Ss]witch/,
    { manufacturer: 'Hewlett Packard Enterprise', model: '$1', type: 'switch' },
  ],
  [/Juniper Networks, Inc\. (\S+)/, { manufacturer: 'Juniper Networks', model: '$1' }],
  [/Arista Networks EOS version (\S+)/, { manufacturer: 'Arista', os: 'Arista EOS $1', type: 'switch' }],
  [/RouterOS (\S+)/, { manufacturer: 'MikroTik', model: '$1', os: 'RouterOS', type: 'router' }],
  [/FortiGate|FortiOS/i, { manufacturer: 'Fortinet', type: 'firewall' }],
  [/PAN-OS|Palo Alto Networks/i, { manufacturer: 'Palo Alto Networks', type: 'firewall' }],
  [/JETDIRECT|LaserJet|OfficeJet/i, { manufacturer: 'HP', type: 'printer' }],
  [/Lexmark|Brother NC-|KONICA MINOLTA|RICOH|Xerox|EPSON|Kyocera|ZebraNet/i, { type: 'printer' }],
  [/APC Web\/SNMP|Smart-UPS|(^|\W)UPS\W/, { type: 'ups' }],
  [/access point|(^|\W)AIR-|UniFi|UAP/i, { type: 'access-point' }],
  [/switch/i, { type: 'switch' }],
  [/SIMATIC|S7-\d+/, { manufacturer: 'Siemens', type: 'plc' }],
  [/Synology|DiskStation/i, { manufacturer: 'Synology', type: 'nas' }],
];

const PLATFORMS: readonly (readonly [RegExp, Says])[] = [
  [
    /cisco (WS-C\S+|C9[2-6]\S+|ME-\S+|IE-\S+|SF\d\S*|SG\d\S*|N\dK\S*|Catalyst\S*)/i,
    { manufacturer: 'Cisco', model: '$1', type: 'switch' },
  ],
  [/cisco (AIR-\S+)/i, { manufacturer: 'Cisco', model: '$1', type: 'access-point' }],
  [/cisco (?:CISCO)?(\d{3,4}\S*|ISR\S*|ASR\S*|C8\d\S*)/i, { manufacturer: 'Cisco', model: '$1', type: 'router' }],
  [/Cisco IP Phone (\S+)/i, { manufacturer: 'Cisco', model: 'IP Phone $1', type: 'phone' }],
  [/VMware ESX/i, { manufacturer: 'VMware', type: 'hypervisor' }],
  [/cisco/i, { manufacturer: 'Cisco' }],
];

const VENDORS: readonly (readonly [RegExp, Says])[] = [
  [/Cisco Systems, Inc\. IP Phone (\S+)/, { manufacturer: 'Cisco', model: 'IP Phone $1', type: 'phone' }],
  [/^Cisco AP/, { manufacturer: 'Cisco', type: 'access-point' }],
  [/ArubaAP/, { manufacturer: 'Hewlett Packard Enterprise', type: 'access-point' }],
  [/JetDirect|LaserJet|HP Printer/i, { manufacturer: 'HP', type: 'printer' }],
  [/Polycom/i, { manufacturer: 'Polycom', type: 'phone' }],
  [/yealink/i, { manufacturer: 'Yealink', type: 'phone' }],
  [/Mitel|aastra/i, { manufacturer: 'Mitel', type: 'phone' }],
  [/^(Canon|Lexmark|Brother|EPSON|Xerox|KYOCERA|RICOH|Zebra)/i, { type: 'printer' }],
  [/^ubnt/i, { manufacturer: 'Ubiquiti', type: 'access-point' }],
];

const ROLES: readonly (readonly [RegExp, Says, number, string])[] = [
  [/^router$/, { type: 'router' }, 0.7, 'it forwards the packets of others, or is announced as the way out'],
  [/^virtual-router$/, { type: 'router' }, 0.9, 'its MAC is one that routers share to stand in for each other'],
  [/^switch$|^bridge$/, { type: 'switch' }, 0.7, 'it says that it is a switch'],
  [/^access-point$/, { type: 'access-point' }, 0.8, 'it says that it is an access point'],
  [/^(telephone|phone)$/, { type: 'phone' }, 0.8, 'it says that it is a telephone'],
  [/^dhcp-server$/, { type: 'dhcp-server' }, 0.5, 'it hands out addresses'],
  [/^dns-server$/, { type: 'dns-server' }, 0.45, 'it answers questions for names'],
  [/^ntp-server$/, { type: 'ntp-server' }, 0.35, 'it tells others the time'],
  [/^(ldap|kerberos)-server$/, { type: 'domain-controller' }, 0.5, 'others log in through it'],
  [/^smb-server$/, { type: 'file-server' }, 0.35, 'others use files on it'],
  [/^(http|https|tls)-server$/, { type: 'server' }, 0.3, 'it answers requests from others'],
  [/^ssh-server$/, { type: 'server' }, 0.3, 'others log in to it over SSH'],
  [/^(smtp|imap|pop3?)-server$/, { type: 'mail-server' }, 0.5, 'it takes or hands out mail'],
  [
    /^(mysql|pgsql|postgres|postgresql|mssql|tds|oracle|mongodb|redis)-server$/,
    { type: 'database-server' },
    0.6,
    'others query a database on it',
  ],
  [/^(ipp|lpd|jetdirect)-server$/, { type: 'printer' }, 0.5, 'others print on it'],
  [/^rtsp-server$/, { type: 'camera' }, 0.4, 'it hands out a video stream'],
  [/^mqtt-(?:broker|server)$/, { type: 'server' }, 0.4, 'things publish to it'],
  [/^syslog-server$|^audit-repository$/, { type: 'server' }, 0.4, 'others report to it'],
  [/^radius-server$/, { type: 'server' }, 0.4, 'it decides who may join the network'],
  [/^tftp-server$/, { type: 'server' }, 0.3, 'others fetch files from it'],
  [/^rdp-server$/, { type: 'workstation' }, 0.3, 'its desktop is used from elsewhere'],
];

export const NETWORK_RULES: readonly Rule[] = [
  ...rules('snmp-sysdescr', 0.85, 'it describes itself so in SNMP', DESCRIPTIONS),
  ...rules('lldp-system-description', 0.85, 'it describes itself so in LLDP', DESCRIPTIONS),
  ...rules('cdp-platform', 0.9, 'it says its platform in CDP', PLATFORMS),
  ...rules('cdp-software', 0.85, 'it describes its software in CDP', DESCRIPTIONS),
  ...rules('dhcp-vendor-class', 0.8, 'its DHCP client says what it is', VENDORS),
  ...ROLES.map(([pattern, says, confidence, because]) => rule('role', pattern, says, confidence, because)),
];
