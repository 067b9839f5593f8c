/**
 * From what Recog says of a banner to what we say of a device, in our words.
 *
 * A banner is a program's word on itself or on its system. What is said of the hardware, or of the system of an appliance,
 * is said of the device; the vendor of Linux or Windows is nobody's maker.
 */
import { makerOf } from '../manufacturers.ts';
import type { Says } from '../rules/rule.ts';
import type { Told } from './matching.ts';

export interface Said {
  readonly says: Says & { readonly serial?: string };
  /** 0 to 1. */
  readonly confidence: number;
}

/** As of our own rules on banners: weaker than what a device says of its own model, stronger than its network card. */
const CONFIDENCE = 0.6;
/** Of what the hardware is, when only the system is named. */
const CONFIDENCE_BY_SYSTEM = 0.5;

/** Recog's kinds of device in the words of our taxonomy; others are too vague to say. */
const TYPES: Readonly<Record<string, string>> = {
  'Access Control': 'building-controller',
  'Broadband Router': 'router',
  'Building Automation': 'building-controller',
  'Cable Modem': 'router',
  Desktop: 'workstation',
  'Device Server': 'serial-server',
  'Environmental Monitoring': 'building-controller',
  Firewall: 'firewall',
  'Game Console': 'game-console',
  HVAC: 'hvac',
  Hypervisor: 'hypervisor',
  'IP Camera': 'camera',
  Laptop: 'workstation',
  'Light Bulb': 'smart-home',
  'Media Player': 'media-player',
  Mobile: 'mobile',
  'Mobile Phone': 'mobile',
  'Multifunction Device': 'printer',
  NAS: 'nas',
  PBX: 'pbx',
  PLC: 'plc',
  'Print Server': 'printer',
  Printer: 'printer',
  Router: 'router',
  'SIP Device': 'phone',
  'Smart TV': 'smart-tv',
  Storage: 'nas',
  'Storage Appliance': 'nas',
  Switch: 'switch',
  Tablet: 'mobile',
  'Thin Client': 'thin-client',
  UPS: 'ups',
  VPN: 'vpn-gateway',
  VoIP: 'phone',
  WAP: 'access-point',
  'Web Cam': 'camera',
};

/** Each kind of thing that a banner tells, with how sure that is. */
export function saidBy(told: Told): readonly Said[] {
  return [hardware(told), appliance(told), system(told), service(told)].filter(
    ({ says, confidence }) =>
      confidence > 0 && Object.values(says).some((value) => value !== undefined && value !== ''),
  );
}

function hardware(told: Told): Said {
  const product = told['hw.product'] ?? told['hw.family'];
  const model = told['hw.model'];
  return {
    says: {
      ...typed(told['hw.device']),
      ...(told['hw.vendor'] !== undefined && { manufacturer: makerOf(told['hw.vendor']) }),
      ...((product ?? model) !== undefined && { model: spelled(product, model) }),
      ...(told['hw.serial_number'] !== undefined && { serial: told['hw.serial_number'] }),
    },
    confidence: certain(told['hw.certainty'], CONFIDENCE),
  };
}

/** Where the system is that of one kind of appliance, its vendor is the appliance's, and its name the product's. */
function appliance(told: Told): Said {
  const kind = typed(told['os.device']);
  const confidence = certain(told['os.certainty'], CONFIDENCE_BY_SYSTEM);
  if (kind.type === undefined || GENERAL.test(told['os.product'] ?? '')) return { says: {}, confidence };
  const maker = told['hw.vendor'] === undefined ? told['os.vendor'] : undefined;
  return { says: { ...kind, ...(maker !== undefined && { manufacturer: makerOf(maker) }) }, confidence };
}

/** Systems that run on anybody's hardware. */
const GENERAL = /^(Linux|Windows|FreeBSD|OpenBSD|NetBSD|Solaris|Unix|VxWorks|Android)/i;

function system(told: Told): Said {
  const { 'os.vendor': vendor = '', 'os.product': product = '', 'os.version': version = '' } = told;
  const confidence = certain(told['os.certainty'], CONFIDENCE);
  if (product === '') return { says: {}, confidence };
  if (product === 'Linux') {
    const distribution =
      vendor === '' || vendor === 'Linux' ? '' : ` (${vendor}${version === '' ? '' : ` ${version})`}`;
    return { says: { os: `Linux${distribution}` }, confidence };
  }
  const named = GENERAL.test(product) || product.startsWith(vendor) ? product : `${vendor} ${product}`;
  const numbered = version === '' || product.startsWith('Windows') ? named : `${named} ${version}`;
  return { says: { os: numbered.trim() }, confidence };
}

function service(told: Told): Said {
  const { 'service.product': product, 'service.version': version } = told;
  const says = product === undefined || version === undefined ? {} : { software: `${product} ${version}` };
  return { says, confidence: certain(told['service.certainty'], CONFIDENCE) };
}

function typed(device: string | undefined): { readonly type?: string } {
  const type = TYPES[device ?? ''];
  return type === undefined ? {} : { type };
}

/** `GS724T` of the family `ProSafe`: said once, and together. */
function spelled(product: string | undefined, model: string | undefined): string {
  if (product === undefined || model === undefined) return product ?? model ?? '';
  return product.includes(model) ? product : `${product} ${model}`;
}

function certain(certainty: string | undefined, most: number): number {
  const share = certainty === undefined ? 1 : Number(certainty);
  return Number.isFinite(share) ? most * Math.min(1, Math.max(0, share)) : most;
}
