/** What tells the things that nobody administers: announcements in mDNS, SSDP and WS-Discovery, banners, industrial names. */
import { type Rule, rule, rules, type Says } from './rule.ts';

const SERVICES: readonly (readonly [RegExp, Says])[] = [
  [/_(ipp|ipps|printer|pdl-datastream|scanner|uscan)\._tcp/, { type: 'printer' }],
  [/_(googlecast)\._tcp/, { type: 'media-player', manufacturer: 'Google' }],
  [/_(amzn-wplay|amzn-alexa)\._tcp/, { type: 'voice-assistant', manufacturer: 'Amazon' }],
  [/_(airplay|raop)\._tcp/, { type: 'media-player', manufacturer: 'Apple' }],
  [/_(sonos|spotify-connect)\._tcp/, { type: 'media-player' }],
  [/_(hap|homekit|hue|matter|ewelink|miio)\._(tcp|udp)/, { type: 'smart-home' }],
  [/_(companion-link|apple-mobdev2|apple-pairable)\._tcp/, { manufacturer: 'Apple' }],
  [/_(adisk|afpovertcp)\._tcp/, { type: 'nas' }],
  [/_workstation\._tcp/, { type: 'workstation', os: 'Linux' }],
  [/_(axis-video|rtsp)\._tcp/, { type: 'camera' }],
  [/_(dicom|acr-nema)(-tls)?\._tcp/, { type: 'dicom-node' }],
];

const UPNP: readonly (readonly [RegExp, Says])[] = [
  [/Roku/, { type: 'media-player', manufacturer: 'Roku' }],
  [/Sonos/, { type: 'media-player', manufacturer: 'Sonos' }],
  [/SEC_HHP|Samsung.*TV/i, { type: 'smart-tv', manufacturer: 'Samsung' }],
  [/WebOS|LG.*TV/i, { type: 'smart-tv', manufacturer: 'LG' }],
  [/IpBridge|hue/i, { type: 'smart-home' }],
  [/MiniUPnPd|InternetGateway/i, { type: 'router' }],
  [/Synology|DSM/, { type: 'nas', manufacturer: 'Synology' }],
];

const WSD: readonly (readonly [RegExp, Says])[] = [
  [/PrintDeviceType|ScanDeviceType/, { type: 'printer' }],
  [/NetworkVideoTransmitter/, { type: 'camera' }],
  [/^(?:pub:)?Computer$/, { type: 'workstation', os: 'Windows' }],
];

const AGENTS: readonly (readonly [RegExp, Says])[] = [
  [/SmartTV|SMART-TV|Tizen|Web0S|HbbTV/i, { type: 'smart-tv' }],
  [/Roku/, { type: 'media-player', manufacturer: 'Roku' }],
  [/PlayStation|Xbox|Nintendo/, { type: 'game-console' }],
  [/AppleTV|Apple TV/, { type: 'media-player', manufacturer: 'Apple' }],
  [/Echo|AlexaMediaPlayer/, { type: 'voice-assistant', manufacturer: 'Amazon' }],
  [/Windows NT \d+\.\d+.*(Firefox|Chrome|Trident|MSIE|Edge)/, { type: 'workstation' }],
  [/X11.*(Firefox|Chrome)/, { type: 'workstation' }],
  [/Android.*Mobile/, { type: 'mobile' }],
];

const WEB: readonly (readonly [RegExp, Says])[] = [
  [/Orthanc/i, { type: 'pacs', software: 'Orthanc' }],
  [
    /HP HTTP Server.*?(HP [\w ]*(?:LaserJet|OfficeJet|DeskJet|PageWide)[\w ]*)/i,
    { type: 'printer', manufacturer: 'HP', model: '$1' },
  ],
  [/Virata-EmWeb|CUPS|Lexmark|KM-MFP|Brother|EPSON_/i, { type: 'printer' }],
  [/Hikvision|App-webs|DNVRS-Webs/i, { type: 'camera' }],
  [/Boa\/|GoAhead|RomPager|Allegro-Software/i, { type: 'iot-device' }],
  [/Niagara|BACnet/i, { type: 'building-controller' }],
  [/^eHTTP\b/, { type: 'switch', manufacturer: 'Hewlett Packard Enterprise' }],
  [/fhir/i, { type: 'fhir-server' }],
  [/HAPI FHIR/i, { type: 'fhir-server', software: 'HAPI FHIR' }],
  [/VMware|ESX/, { type: 'hypervisor', manufacturer: 'VMware' }],
];

const PHONES: readonly (readonly [RegExp, Says])[] = [
  [/Asterisk|FreeSWITCH|3CX|Kamailio|OpenSIPS/i, { type: 'pbx' }],
  [/Cisco-SIPGateway|Cisco-CUCM/i, { type: 'pbx', manufacturer: 'Cisco' }],
  [/Cisco.*?(CP-?\w+)/, { type: 'phone', manufacturer: 'Cisco', model: '$1' }],
  [/Yealink (\S+)/i, { type: 'phone', manufacturer: 'Yealink', model: '$1' }],
  [/Polycom\S*?-(\w+)/i, { type: 'phone', manufacturer: 'Polycom', model: '$1' }],
  [/snom|Grandstream|Linphone|X-Lite|Zoiper|Aastra|Mitel|Avaya/i, { type: 'phone' }],
];

export const THING_RULES: readonly Rule[] = [
  ...rules('mdns-service', 0.65, 'it offers this service in its neighbourhood', SERVICES),
  ...rules('ssdp-server', 0.7, 'it announces itself in UPnP', UPNP),
  ...rules('wsd-type', 0.8, 'it announces its kind in WS-Discovery', WSD),
  ...rules('http-user-agent', 0.5, 'its programs name themselves so', AGENTS),
  ...rules('http-server', 0.7, 'its web server names itself so', WEB),
  ...rules('sip-user-agent', 0.8, 'it names itself in telephony', PHONES),
  rule('bacnet-vendor', /./, { type: 'building-controller' }, 0.7, 'it speaks BACnet as a device'),
  rule('bacnet-object-name', /./, { type: 'building-controller' }, 0.6, 'it speaks BACnet as a device'),
  rule('modbus-device', /./, { type: 'plc' }, 0.6, 'it names itself in Modbus'),
  rule('enip-product-name', /./, { type: 'plc' }, 0.7, 'it names itself in EtherNet/IP'),
  rule('s7-module', /./, { type: 'plc', manufacturer: 'Siemens' }, 0.8, 'it names its module in S7'),
  rule(
    'role',
    /^(modbus|s7comm?|enip|dnp3|iec104|profinet)-server$/,
    { type: 'plc' },
    0.5,
    'it answers an industrial control protocol',
  ),
  rule('role', /^bacnet-server$/, { type: 'building-controller' }, 0.5, 'it answers BACnet'),
];
