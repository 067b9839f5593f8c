/**
 * Names that makers give their things, and that nobody has changed.
 *
 * Sources: the makers' manuals and setup guides, which print the name of the network or host to look for; default host
 * names of ESP8266 and ESP32 software (Espressif's SDK), Windows, Android and Raspberry Pi OS.
 */
import { type Rule, rules, type Says } from './rule.ts';

const HOSTS: readonly (readonly [RegExp, Says])[] = [
  [/^(DCS-\d{3,4}[LH]{0,2})/i, { type: 'camera', manufacturer: 'D-Link', model: '$1' }],
  [/^(DCH-[A-Z]\d+|DSP-W\d+)/i, { type: 'smart-home', manufacturer: 'D-Link', model: '$1' }],
  [/^((?:HS|KP|KL|LB|EP)\d{2,3})\b/i, { type: 'smart-home', manufacturer: 'TP-Link', model: '$1' }],
  [/^(Tapo[_ -]?[A-Z]?\d*)/i, { type: 'smart-home', manufacturer: 'TP-Link', model: '$1' }],
  [/^wemo/i, { type: 'smart-home', manufacturer: 'Belkin' }],
  [/^(philips-hue|hue-bridge)/i, { type: 'smart-home', manufacturer: 'Philips' }],
  [/^(shelly|sonoff|tasmota|tuya|lifx|ecobee|netatmo)/i, { type: 'smart-home' }],
  [/^(ESP[_-][0-9a-f]{6}|espressif)$/i, { type: 'iot-device' }],
  [/^raspberrypi/i, { type: 'iot-device', os: 'Linux (Raspberry Pi OS)' }],
  [/^(AXIS-[0-9a-f]{12})$/i, { type: 'camera', manufacturer: 'Axis Communications' }],
  [/^(ring(doorbell|stickup|-)|wyzecam|arlo|reolink|hikvision)/i, { type: 'camera' }],
  [/^(amazon-[0-9a-f]{9,}|echo-)/i, { type: 'voice-assistant', manufacturer: 'Amazon' }],
  [/^(google-home|google-nest)/i, { type: 'voice-assistant', manufacturer: 'Google' }],
  [/^chromecast/i, { type: 'media-player', manufacturer: 'Google' }],
  [/^(roku|sonos|appletv|apple-tv|firetv)/i, { type: 'media-player' }],
  [/^(lgwebostv|samsung.*tv|tizen|bravia)/i, { type: 'smart-tv' }],
  [/^(xbox|ps[345]-|playstation|nintendo)/i, { type: 'game-console' }],
  [/^(BR[NW][0-9a-f]{12})$/i, { type: 'printer', manufacturer: 'Brother' }],
  [/^((?:NPI|HP)[0-9a-f]{6})$/i, { type: 'printer', manufacturer: 'HP' }],
  [/^(EPSON[0-9a-f]{6}|KM[0-9a-f]{6}|RNP[0-9a-f]{12})$/i, { type: 'printer' }],
  [/^SEP[0-9a-f]{12}$/i, { type: 'phone', manufacturer: 'Cisco' }],
  [/^(iphone|ipad)/i, { type: 'mobile', manufacturer: 'Apple' }],
  [/^(android-[0-9a-f]{16}|galaxy-)/i, { type: 'mobile', os: 'Android' }],
  [/^(?:DESKTOP|LAPTOP)-[A-Z0-9]{7}$/, { type: 'workstation', os: 'Windows' }],
  [/^WIN-[A-Z0-9]{11}$/, { type: 'server', os: 'Windows' }],
];

const UPNP_KINDS: readonly (readonly [RegExp, Says])[] = [
  [/^urn:Belkin:device:/i, { type: 'smart-home', manufacturer: 'Belkin' }],
  [/:device:(InternetGatewayDevice|WANDevice)/, { type: 'router' }],
  [/:device:(MediaRenderer|ZonePlayer)/, { type: 'media-player' }],
  [/:service:dial/, { type: 'media-player' }],
  [/:device:(Printer|Scanner)/i, { type: 'printer' }],
  [/:device:(DigitalSecurityCamera|NetworkCamera)/i, { type: 'camera' }],
];

export const NAME_RULES: readonly Rule[] = [
  ...rules('hostname', 0.6, 'it has the name that its maker gives such things', HOSTS),
  ...rules('mdns-name', 0.55, 'it has the name that its maker gives such things', HOSTS),
  ...rules('ssdp-type', 0.75, 'it announces itself as this kind of device in UPnP', UPNP_KINDS),
];
