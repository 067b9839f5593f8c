/** How we speak of a device: a name people recognise, its type in words. Needs nothing of the server, so that the console can import it. */
import type { Device, DeviceClass } from '../analysis/document.ts';
import { oneLine } from '../lib/one-line.ts';

/** Words that are written otherwise than a type's identifier spells them. */
const SPELLING: Readonly<Record<string, string>> = {
  ct: 'CT',
  mr: 'MR',
  mri: 'MR',
  pet: 'PET',
  ecg: 'ECG',
  eeg: 'EEG',
  xray: 'X-ray',
  'x-ray': 'X-ray',
  pacs: 'PACS',
  ris: 'RIS',
  his: 'HIS',
  ehr: 'EHR',
  emr: 'EMR',
  lis: 'LIS',
  vna: 'VNA',
  hl7: 'HL7',
  fhir: 'FHIR',
  dicom: 'DICOM',
  dhcp: 'DHCP',
  dns: 'DNS',
  ntp: 'NTP',
  plc: 'PLC',
  ups: 'UPS',
  ip: 'IP',
  poc: 'point-of-care',
  iot: 'IoT',
  nas: 'NAS',
  hvac: 'HVAC',
  it: 'IT',
  pc: 'PC',
};

/** Ends that only tell what stands before them: `infusion-pump` is said as it is spelled, `ct` stands alone. */
export function typeLabel(type: string): string {
  if (type === 'unknown' || type === '') return 'Unknown type';
  const words = type.split('-').map((word) => SPELLING[word] ?? word);
  return capitalise(words.join(' '));
}

export const CLASS_LABELS: Readonly<Record<DeviceClass, string>> = {
  medical: 'Medical',
  'clinical-it': 'Clinical IT',
  it: 'IT',
  network: 'Network',
  building: 'Building',
  iot: 'IoT',
  unknown: 'Not identified',
};

/** The order in which a hospital cares: what touches patients first. */
export const CLASS_ORDER: readonly DeviceClass[] = [
  'medical',
  'clinical-it',
  'it',
  'network',
  'building',
  'iot',
  'unknown',
];

/** What a device is called by. */
export type Named = Pick<Device, 'names' | 'manufacturer' | 'model' | 'type' | 'addresses' | 'macs'>;

/** Its own name, else what it is and where, else where alone. */
export function deviceName(device: Named): string {
  const name = oneLine(device.names[0] ?? '');
  if (name !== '') return name;
  const where = device.addresses[0] ?? device.macs[0] ?? 'an unknown address';
  const what = productName(device) ?? (device.type === 'unknown' ? undefined : typeLabel(device.type));
  return what === undefined ? where : `${oneLine(what)} at ${where}`;
}

/** Maker and model in one, without saying the maker twice; undefined when the model is not known. */
export function productName({ manufacturer, model }: Pick<Device, 'manufacturer' | 'model'>): string | undefined {
  if (model === null) return undefined;
  if (manufacturer === null || model.toLowerCase().startsWith(manufacturer.toLowerCase())) return model;
  return `${manufacturer} ${model}`;
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
