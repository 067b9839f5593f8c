/** What the maker alone tells: weak, since makers make many things, and cards are bought from others. */
import type { Rule } from './rule.ts';
import { rules, type Says } from './rule.ts';

/** Kinds that most things of a maker are. */
const KINDS: readonly (readonly [RegExp, Says])[] = [
  [/^ICU Medical$|^B\. Braun$|^BD$/, { type: 'infusion-pump' }],
  [/^(Hamilton Medical|Getinge|ResMed|Vyaire Medical)$/, { type: 'ventilator' }],
  [/^(Nihon Kohden|Spacelabs Healthcare|Mindray)$/, { type: 'patient-monitor' }],
  [/^Masimo$/, { type: 'pulse-oximeter' }],
  [/^(Radiometer|Werfen)$/, { type: 'blood-gas' }],
  [/^Nova Biomedical$/, { type: 'glucose-meter' }],
  [/^(Sysmex|Beckman Coulter|Ortho Clinical Diagnostics|bioMérieux|Cepheid)$/, { type: 'analyzer' }],
  [/^(Gambro|Fresenius)$/, { type: 'dialysis' }],
  [/^Zoll$/, { type: 'defibrillator' }],
  [/^(Omnicell)$/, { type: 'dispensing-cabinet' }],
  [/^(Axis Communications|Hikvision|Dahua)$/, { type: 'camera' }],
  [/^(Yealink|Polycom)$/, { type: 'phone' }],
  [/^(Synology|QNAP)$/, { type: 'nas' }],
  [/^(Lexmark|Brother|Kyocera|Ricoh|Xerox|Epson|Zebra Technologies)$/, { type: 'printer' }],
  [/^(Digi International|Lantronix|Moxa|Silex)$/, { type: 'serial-server' }],
  [/^(Rockwell Automation)$/, { type: 'plc' }],
  [/^(Johnson Controls)$/, { type: 'building-controller' }],
  [/^(eQ-3|Signify|LIFX|Netatmo|Tuya|Shelly|Nest Labs|Ecobee)/i, { type: 'smart-home' }],
];

export const MAKER_RULES: readonly Rule[] = rules(
  'maker',
  0.35,
  'most devices with a network card of this maker are of this kind',
  KINDS,
);

/** Makers of parts: their card says nothing of the thing that it is built into. */
export const PART_MAKERS =
  /^(intel|realtek|broadcom|vmware|pcs systemtechnik|xensource|asix|digi|lantronix|moxa|silex|azurewave|liteon|hon hai|foxconn|murata|espressif|texas instruments|qualcomm|atheros|ralink|mediatek|marvell|3com|d-link|tp-link|netgear|asus|giga-byte|msi|micro-star|quanta|wistron|compal|pegatron|advantech|kontron|congatec|universal global|shenzhen|ieee registration|microchip|wiznet|parallels|proxmox|amazon technologies|private)/i;
