/**
 * Which operating system: what banners, fingerprints and announcements of general computers tell.
 *
 * @see RFC 2132 (DHCP options); Microsoft, Windows release information; Debian and Ubuntu package versions of OpenSSH
 */
import { type Rule, rule, rules, type Says } from './rule.ts';

/** Builds of Windows as SMB, NTLM, UPnP and SNMP tell them. A client and its server share a build. */
const BUILDS: readonly (readonly [string, string])[] = [
  ['2195', 'Windows 2000'],
  ['2600', 'Windows XP'],
  ['3790', 'Windows Server 2003'],
  ['600[0-3]', 'Windows Vista or Server 2008'],
  ['760[01]', 'Windows 7 or Server 2008 R2'],
  ['9200', 'Windows 8 or Server 2012'],
  ['9600', 'Windows 8.1 or Server 2012 R2'],
  ['14393', 'Windows 10 or Server 2016'],
  ['17763', 'Windows 10 or Server 2019'],
  ['20348', 'Windows Server 2022'],
  ['26100', 'Windows 11 or Server 2025'],
  ['10240|10586|15063|16299|17134|1836[23]|1904[1-5]', 'Windows 10'],
  ['22000|22621|22631|26200', 'Windows 11'],
];
const builds = BUILDS.map(([numbers, os]): readonly [RegExp, Says] => [
  new RegExp(`(?:^|\\D)(?:${numbers})(?:\\D|$)`),
  { os },
]);

const SMB: readonly (readonly [RegExp, Says])[] = [
  [/^(Windows (?:Server )?(?:2000|XP|Vista|\d[\d.]*(?: R2)?))/i, { os: '$1' }],
  [/^Windows 5\.1/, { os: 'Windows XP' }],
  [/^Windows 5\.0/, { os: 'Windows 2000' }],
  [/Samba (\d+\.\d+(?:\.\d+)?)/i, { os: 'Linux', software: 'Samba $1' }],
];

const AGENTS: readonly (readonly [RegExp, Says])[] = [
  [/Windows NT 10\.0|Windows\/10\.0|Windows 10/, { os: 'Windows 10' }],
  [/Windows NT 6\.3/, { os: 'Windows 8.1' }],
  [/Windows NT 6\.2/, { os: 'Windows 8' }],
  [/Windows NT 6\.1/, { os: 'Windows 7' }],
  [/Windows NT 6\.0/, { os: 'Windows Vista' }],
  [/Windows NT 5\.1/, { os: 'Windows XP' }],
  [/Windows NT 5\.2/, { os: 'Windows Server 2003' }],
  [/Windows NT 5\.0/, { os: 'Windows 2000' }],
  [/Microsoft-(CryptoAPI|WNS|Delivery-Optimization)|Windows-Update-Agent/, { os: 'Windows' }],
  [/(?:iPhone OS|CPU OS) (\d+)[_.]/, { os: 'iOS $1', type: 'mobile', manufacturer: 'Apple' }],
  [/iPhone|iPad|CFNetwork.*Darwin/, { manufacturer: 'Apple' }],
  [/Mac OS X (\d+)[_.](\d+)/, { os: 'macOS $1.$2', type: 'workstation', manufacturer: 'Apple' }],
  [/Android (\d+(?:\.\d+)?)/, { os: 'Android $1' }],
  [/Dalvik|okhttp/, { os: 'Android' }],
  [/CrOS /, { os: 'ChromeOS', type: 'workstation' }],
  [/Ubuntu/, { os: 'Linux (Ubuntu' }],
  [/Linux|X11/, { os: 'Linux' }],
  [/FreeBSD/, { os: 'FreeBSD' }],
];

/** The release of a distribution that ships this OpenSSH. */
const OPENSSH: readonly (readonly [RegExp, Says])[] = [
  [/OpenSSH_7\.2p2 Ubuntu/, { os: 'Linux (Ubuntu 16.04)' }],
  [/OpenSSH_7\.6p1 Ubuntu/, { os: 'Linux (Ubuntu 18.04)' }],
  [/OpenSSH_8\.2p1 Ubuntu/, { os: 'Linux (Ubuntu 20.04)' }],
  [/OpenSSH_8\.9p1 Ubuntu/, { os: 'Linux (Ubuntu 22.04)' }],
  [/OpenSSH_9\.6p1 Ubuntu/, { os: 'Linux (Ubuntu 24.04)' }],
  [/OpenSSH_6\.7p1 Debian/, { os: 'Linux (Debian 8)' }],
  [/OpenSSH_7\.4p1 Debian/, { os: 'Linux (Debian 9)' }],
  [/OpenSSH_7\.9p1 Debian/, { os: 'Linux (Debian 10)' }],
  [/OpenSSH_8\.4p1 Debian/, { os: 'Linux (Debian 11)' }],
  [/OpenSSH_9\.2p1 Debian/, { os: 'Linux (Debian 12)' }],
  [/OpenSSH_10\.0p\d+ Debian/, { os: 'Linux (Debian 13)' }],
  [/Raspbian/, { os: 'Linux (Raspberry Pi OS)' }],
  [/OpenSSH_for_Windows/, { os: 'Windows' }],
  [/FreeBSD/, { os: 'FreeBSD' }],
  [/dropbear/, { os: 'Linux' }],
  [/-Cisco-/, { os: 'Cisco IOS', manufacturer: 'Cisco' }],
  [/ROSSSH/, { os: 'RouterOS', manufacturer: 'MikroTik', type: 'router' }],
];

const HTTP: readonly (readonly [RegExp, Says])[] = [
  [/IIS\/10/, { os: 'Windows', software: 'IIS 10.0', type: 'web-server' }],
  [/IIS\/8\.5/, { os: 'Windows 8.1 or Server 2012 R2', software: 'IIS 8.5', type: 'web-server' }],
  [/IIS\/8\.0/, { os: 'Windows 8 or Server 2012', software: 'IIS 8.0', type: 'web-server' }],
  [/IIS\/7\.5/, { os: 'Windows 7 or Server 2008 R2', software: 'IIS 7.5', type: 'web-server' }],
  [/IIS\/7\.0/, { os: 'Windows Vista or Server 2008', software: 'IIS 7.0', type: 'web-server' }],
  [/IIS\/6\.0/, { os: 'Windows Server 2003', software: 'IIS 6.0', type: 'web-server' }],
  [/IIS\/5\.1/, { os: 'Windows XP', software: 'IIS 5.1', type: 'web-server' }],
  [/Microsoft-HTTPAPI/, { os: 'Windows' }],
  [/\(Ubuntu\)/, { os: 'Linux (Ubuntu' }],
  [/\(Debian\)/, { os: 'Linux (Debian' }],
  [/\((?:CentOS|Red Hat)/, { os: 'Linux (Red Hat family)' }],
  [/\(Win(?:32|64)\)/, { os: 'Windows' }],
  [/\(Unix\)/, { os: 'Unix' }],
];

/** Vendor classes of DHCP clients (option 60). */
const VENDORS: readonly (readonly [RegExp, Says])[] = [
  [/^MSFT 5\.0/, { os: 'Windows' }],
  [/^MSFT 98/, { os: 'Windows 98' }],
  [/^android-dhcp-(\d+)/, { os: 'Android $1', type: 'mobile' }],
  [/^(dhcpcd|udhcp|dhclient|systemd|NetworkManager)/i, { os: 'Linux' }],
  [/^(AAPLBSDPC|Apple)/, { os: 'macOS', manufacturer: 'Apple' }],
];

/** Options that a DHCP client asks for (option 55), as its system always does. */
const FINGERPRINTS: readonly (readonly [RegExp, Says])[] = [
  [/^1,3,6,15,31,33,43,44,46,47,119,121,249,252$/, { os: 'Windows 10' }],
  [/^1,15,3,6,44,46,47,31,33,121,249,(252,)?43(,252)?$/, { os: 'Windows 7' }],
  [/^1,15,3,6,44,46,47,31,33,249,43(,252)?$/, { os: 'Windows XP' }],
  [/^1,(121,)?3,6,15,119,(95,)?252(,95)?,44,46/, { os: 'macOS', manufacturer: 'Apple' }],
  [/^1,(121,)?3,6,15,(108,114,)?119,252$/, { os: 'iOS', manufacturer: 'Apple' }],
  [/^1,3,6,15,26,28,51,58,59(,43)?/, { os: 'Android' }],
  [/^1,28,2,(121,)?3,15,6,/, { os: 'Linux' }],
  [/^1,2,6,12,15,26,28,121,3,33/, { os: 'Linux' }],
  [/^1,3,6,12,15,28(,40,41)?,42/, { os: 'Linux' }],
];

const KERNELS: readonly (readonly [RegExp, Says])[] = [
  [/Linux \S+ (\d+\.\d+(?:\.\d+)?)/, { os: 'Linux (kernel $1)' }],
  [/Windows Version 5\.1/, { os: 'Windows XP' }],
  [/Windows Version 5\.2/, { os: 'Windows Server 2003' }],
  [/FreeBSD \S+ (\d+\.\d+)/, { os: 'FreeBSD $1' }],
  [/Darwin Kernel/, { os: 'macOS', manufacturer: 'Apple' }],
  [/VMware ESXi (\d[\d.]*)/, { os: 'VMware ESXi $1', type: 'hypervisor', manufacturer: 'VMware' }],
];

/** How systems open TCP conversations: the defaults of their kernels, which few people change. */
const OPENINGS: readonly (readonly [RegExp, Says])[] = [
  [/^64:mss,sack,time,nop,scale:\d+$/, { os: 'Linux' }],
  [/^128:mss,nop,scale,nop,nop,(?:sack|time,nop,nop,sack):\d+$/, { os: 'Windows' }],
  [/^128:mss,nop,nop,sack:$/, { os: 'Windows' }],
  [/^64:mss,nop,scale,nop,nop,time,sack,end(?:,end)?:\d+$/, { manufacturer: 'Apple' }],
];

export const SYSTEM_RULES: readonly Rule[] = [
  ...rules('tcp-fingerprint', 0.35, 'it opens conversations as this system does', OPENINGS),
  ...rules('smb-os', 0.85, 'it says its system when files are shared', [...SMB, ...builds]),
  ...rules('ntlm-version', 0.8, 'its log-in protocol says the build of its system', builds),
  ...rules('http-user-agent', 0.6, 'its browser or programs say the system that they run on', AGENTS),
  ...rules('ssh-software', 0.75, 'its SSH software is of this system', OPENSSH),
  rule(
    'ssh-software',
    /(?:^SSH-[\d.]+-)?(OpenSSH)_(\d[\w.]*)/,
    { software: '$1 $2' },
    0.6,
    'its SSH software says its version',
  ),
  rule('ssh-software', /dropbear_([\d.]+)/, { software: 'Dropbear $1' }, 0.6, 'its SSH software says its version'),
  ...rules('http-server', 0.7, 'its web server is of this system', HTTP),
  rule(
    'http-server',
    /^(nginx|Apache|lighttpd|Jetty|Apache-Coyote|Mongoose)[/(]v?(\d[\w.]*)/,
    { software: '$1 $2', type: 'web-server' },
    0.5,
    'its web server says its version',
  ),
  ...rules('dhcp-vendor-class', 0.75, 'its DHCP client is of this system', VENDORS),
  ...rules('dhcp-fingerprint', 0.6, 'it asks DHCP for what this system always asks for', FINGERPRINTS),
  ...rules('ssdp-server', 0.6, 'it announces its system in UPnP', AGENTS),
  ...rules('snmp-sysdescr', 0.85, 'it describes its system in SNMP', [...KERNELS, ...builds]),
  ...rules('lldp-system-description', 0.85, 'it describes its system in LLDP', KERNELS),
];
