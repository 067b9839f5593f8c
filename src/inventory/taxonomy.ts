/**
 * What kinds of device there are, and what each means for a patient; `docs/kinds.md` is made from it.
 *
 * Product codes, device classes and regulations: FDA product classification (21 CFR parts 862 to 892), whose titles stand in
 * `regulations.ts`. Where we are not sure of a code there is none.
 *
 * What sustains life is asked as 21 CFR 860.3 defines it: whether a device is essential, or yields information that is essential,
 * to a bodily function on which a life depends. Whether it does, and whether it is connected to a patient, is said of the kind as it
 * is used in a hospital, so that nobody cuts it off unasked; it is no statement about one model, and not the FDA's.
 */
import type { DeviceClass } from '../analysis/document.ts';
import type { Regulation } from './regulations.ts';

export interface Kind {
  readonly title: string;
  readonly class: DeviceClass;
  /** FDA product code, device class and regulation (21 CFR) of a typical one. */
  readonly fda?: readonly [code: string, deviceClass: 1 | 2 | 3, regulation: Regulation];
  /** A patient may die when it stops. */
  readonly lifeSustaining?: true;
  readonly patientConnected?: true;
  /** Says only which protocol it speaks: whatever is known besides is more special. */
  readonly general?: true;
  /** The more general kind: evidence for it is no evidence against this one. */
  readonly kindOf?: string;
}

const VITAL = { class: 'medical', lifeSustaining: true, patientConnected: true } as const;
const BEDSIDE = { class: 'medical', patientConnected: true } as const;
const MODALITY = { class: 'medical', kindOf: 'imaging-modality' } as const;
const CLINICAL = { class: 'clinical-it', kindOf: 'server' } as const;

export const TAXONOMY: Readonly<Record<string, Kind>> = {
  'medical-device': { title: 'Medical device', class: 'medical' },
  'infusion-pump': { title: 'Infusion pump', ...VITAL, kindOf: 'medical-device', fda: ['FRN', 2, '880.5725'] },
  'syringe-pump': { title: 'Syringe pump', ...VITAL, kindOf: 'infusion-pump', fda: ['FRN', 2, '880.5725'] },
  'pca-pump': {
    title: 'Patient-controlled analgesia pump',
    ...BEDSIDE,
    kindOf: 'infusion-pump',
    fda: ['MEA', 2, '880.5725'],
  },
  'feeding-pump': { title: 'Enteral feeding pump', ...BEDSIDE, kindOf: 'infusion-pump', fda: ['LZH', 2, '880.5725'] },
  ventilator: { title: 'Ventilator', ...VITAL, kindOf: 'medical-device', fda: ['CBK', 2, '868.5895'] },
  'respiratory-support': {
    title: 'Non-invasive ventilator',
    ...VITAL,
    kindOf: 'ventilator',
    fda: ['BZD', 2, '868.5905'],
  },
  anesthesia: { title: 'Anesthesia machine', ...VITAL, kindOf: 'medical-device', fda: ['BSZ', 2, '868.5160'] },
  'heart-lung': { title: 'Heart-lung machine', ...VITAL, kindOf: 'medical-device', fda: ['DTQ', 2, '870.4220'] },
  'balloon-pump': {
    title: 'Intra-aortic balloon pump',
    ...VITAL,
    kindOf: 'medical-device',
    fda: ['DSP', 2, '870.3535'],
  },
  dialysis: { title: 'Dialysis machine', ...VITAL, kindOf: 'medical-device', fda: ['KDI', 2, '876.5860'] },
  defibrillator: { title: 'Defibrillator', ...VITAL, kindOf: 'medical-device', fda: ['LDD', 2, '870.5300'] },
  incubator: { title: 'Neonatal incubator', ...VITAL, kindOf: 'medical-device', fda: ['FMZ', 2, '880.5400'] },
  'infant-warmer': { title: 'Infant warmer', ...VITAL, kindOf: 'medical-device', fda: ['FMT', 2, '880.5130'] },
  'patient-monitor': { title: 'Patient monitor', ...VITAL, kindOf: 'medical-device', fda: ['MHX', 2, '870.1025'] },
  telemetry: { title: 'Telemetry transmitter', ...BEDSIDE, kindOf: 'patient-monitor', fda: ['DRG', 2, '870.2910'] },
  'fetal-monitor': { title: 'Fetal monitor', ...BEDSIDE, kindOf: 'patient-monitor', fda: ['HGM', 2, '884.2740'] },
  'pulse-oximeter': { title: 'Pulse oximeter', ...BEDSIDE, kindOf: 'medical-device', fda: ['DQA', 2, '870.2700'] },
  'vital-signs': {
    title: 'Spot-check vital signs monitor',
    ...BEDSIDE,
    kindOf: 'medical-device',
    fda: ['DXN', 2, '870.1130'],
  },
  'central-station': {
    title: 'Central monitoring station',
    class: 'medical',
    lifeSustaining: true,
    kindOf: 'medical-device',
    fda: ['MSX', 2, '870.2300'],
  },
  ecg: { title: 'Electrocardiograph', ...BEDSIDE, kindOf: 'medical-device', fda: ['DPS', 2, '870.2340'] },
  eeg: { title: 'Electroencephalograph', ...BEDSIDE, kindOf: 'medical-device', fda: ['GWQ', 2, '882.1400'] },
  spirometer: { title: 'Spirometer', ...BEDSIDE, kindOf: 'medical-device', fda: ['BZG', 2, '868.1840'] },
  electrosurgery: { title: 'Electrosurgical unit', ...BEDSIDE, kindOf: 'medical-device', fda: ['GEI', 2, '878.4400'] },
  'hospital-bed': { title: 'Hospital bed', ...BEDSIDE, kindOf: 'medical-device', fda: ['FNL', 2, '880.5100'] },
  'surgical-robot': { title: 'Surgical robot', ...VITAL, kindOf: 'medical-device', fda: ['NAY', 2, '876.1500'] },
  endoscopy: { title: 'Endoscopy system', ...BEDSIDE, kindOf: 'imaging-modality', fda: ['FET', 2, '876.1500'] },
  'imaging-modality': { title: 'Imaging modality', class: 'medical', kindOf: 'medical-device' },
  ct: { title: 'CT scanner', ...MODALITY, fda: ['JAK', 2, '892.1750'] },
  mr: { title: 'MR scanner', ...MODALITY, fda: ['LNH', 2, '892.1000'] },
  ultrasound: { title: 'Ultrasound system', ...MODALITY, patientConnected: true, fda: ['IYN', 2, '892.1550'] },
  xray: { title: 'X-ray system', ...MODALITY, fda: ['KPR', 2, '892.1680'] },
  'mobile-xray': { title: 'Mobile X-ray system', ...MODALITY, kindOf: 'xray', fda: ['IZL', 2, '892.1720'] },
  angiography: { title: 'Angiography system', ...MODALITY, lifeSustaining: true, fda: ['IZI', 2, '892.1600'] },
  fluoroscopy: { title: 'Fluoroscopy system', ...MODALITY, fda: ['OWB', 2, '892.1650'] },
  mammography: { title: 'Mammography system', ...MODALITY, fda: ['MUE', 2, '892.1715'] },
  'bone-densitometer': { title: 'Bone densitometer', ...MODALITY, fda: ['KGI', 2, '892.1170'] },
  'nuclear-medicine': { title: 'Gamma camera', ...MODALITY, fda: ['KPS', 2, '892.1200'] },
  pet: { title: 'PET scanner', ...MODALITY, fda: ['KPS', 2, '892.1200'] },
  radiotherapy: { title: 'Radiotherapy system', ...MODALITY, fda: ['IYE', 2, '892.5050'] },
  ophthalmic: { title: 'Ophthalmic imaging', ...MODALITY, fda: ['HKI', 2, '886.1120'] },
  dental: { title: 'Dental imaging', ...MODALITY, fda: ['EHD', 2, '872.1800'] },
  'slide-scanner': { title: 'Pathology slide scanner', ...MODALITY, fda: ['PSY', 2, '864.3700'] },
  analyzer: { title: 'Laboratory analyzer', class: 'medical', kindOf: 'medical-device', fda: ['JJE', 1, '862.2160'] },
  'blood-gas': { title: 'Blood gas analyzer', class: 'medical', kindOf: 'analyzer', fda: ['CHL', 2, '862.1120'] },
  'blood-count': { title: 'Blood cell counter', class: 'medical', kindOf: 'analyzer', fda: ['GKZ', 2, '864.5220'] },
  coagulation: { title: 'Coagulation analyzer', class: 'medical', kindOf: 'analyzer', fda: ['JPA', 2, '864.5425'] },
  'glucose-meter': { title: 'Glucose meter', class: 'medical', kindOf: 'analyzer', fda: ['NBW', 2, '862.1345'] },
  'device-gateway': { title: 'Medical device gateway', ...CLINICAL, fda: ['OUG', 1, '880.6310'] },
  'dispensing-cabinet': { title: 'Medication dispensing cabinet', class: 'clinical-it' },
  'dose-management': { title: 'Dose management system', ...CLINICAL },
  pacs: { title: 'PACS', ...CLINICAL, fda: ['LLZ', 2, '892.2050'] },
  vna: { title: 'Vendor-neutral archive', ...CLINICAL, kindOf: 'pacs', fda: ['LMB', 1, '892.2010'] },
  'modality-worklist': { title: 'Modality worklist', ...CLINICAL },
  'print-server': { title: 'DICOM film printer', class: 'clinical-it', fda: ['LMC', 2, '892.2040'] },
  'dicom-workstation': {
    title: 'Reading workstation',
    class: 'clinical-it',
    kindOf: 'workstation',
    fda: ['LLZ', 2, '892.2050'],
  },
  'dicom-node': { title: 'DICOM system', class: 'clinical-it', general: true },
  ris: { title: 'Radiology information system', ...CLINICAL },
  ehr: { title: 'Hospital information system', ...CLINICAL },
  lis: { title: 'Laboratory information system', ...CLINICAL, fda: ['JQP', 1, '862.2100'] },
  pharmacy: { title: 'Pharmacy system', ...CLINICAL },
  'fhir-server': { title: 'FHIR server', ...CLINICAL },
  'interface-engine': { title: 'Interface engine', ...CLINICAL },
  'hl7-system': { title: 'HL7 system', class: 'clinical-it', general: true },
  'nurse-call': { title: 'Nurse call system', class: 'clinical-it', lifeSustaining: true },
  workstation: { title: 'Workstation', class: 'it' },
  server: { title: 'Server', class: 'it' },
  'domain-controller': { title: 'Domain controller', class: 'it', kindOf: 'server' },
  'file-server': { title: 'File server', class: 'it', kindOf: 'server' },
  'web-server': { title: 'Web server', class: 'it', kindOf: 'server' },
  'mail-server': { title: 'Mail server', class: 'it', kindOf: 'server' },
  'database-server': { title: 'Database server', class: 'it', kindOf: 'server' },
  'dns-server': { title: 'DNS server', class: 'it', kindOf: 'server' },
  'dhcp-server': { title: 'DHCP server', class: 'it', kindOf: 'server' },
  'ntp-server': { title: 'Time server', class: 'it', kindOf: 'server' },
  hypervisor: { title: 'Hypervisor', class: 'it', kindOf: 'server' },
  nas: { title: 'Network storage', class: 'it', kindOf: 'server' },
  'thin-client': { title: 'Thin client', class: 'it', kindOf: 'workstation' },
  mobile: { title: 'Phone or tablet', class: 'it' },
  printer: { title: 'Printer', class: 'it' },
  phone: { title: 'IP phone', class: 'it' },
  pbx: { title: 'Telephone system', class: 'it', kindOf: 'server' },
  'serial-server': { title: 'Serial device server', class: 'it' },
  router: { title: 'Router', class: 'network' },
  switch: { title: 'Switch', class: 'network' },
  'access-point': { title: 'Wireless access point', class: 'network' },
  firewall: { title: 'Firewall', class: 'network', kindOf: 'router' },
  'vpn-gateway': { title: 'VPN gateway', class: 'network', kindOf: 'router' },
  ups: { title: 'Uninterruptible power supply', class: 'building' },
  'building-controller': { title: 'Building controller', class: 'building' },
  hvac: { title: 'Heating, ventilation, air conditioning', class: 'building', kindOf: 'building-controller' },
  plc: { title: 'Programmable logic controller', class: 'building' },
  'plc-workstation': { title: 'Control engineering workstation', class: 'building', kindOf: 'workstation' },
  camera: { title: 'Camera', class: 'iot' },
  'smart-tv': { title: 'Television', class: 'iot' },
  'media-player': { title: 'Media player', class: 'iot' },
  'voice-assistant': { title: 'Voice assistant', class: 'iot' },
  wearable: { title: 'Wearable', class: 'iot' },
  'smart-home': { title: 'Smart home device', class: 'iot' },
  'game-console': { title: 'Game console', class: 'iot' },
  'iot-device': { title: 'Networked thing', class: 'iot' },
};

/** Whether `general` is the kind of `special`, or the kind of its kind. The table is a tree of four levels at most. */
export function isKindOf(special: string, general: string): boolean {
  const parent = TAXONOMY[special]?.kindOf;
  return parent !== undefined && (parent === general || isKindOf(parent, general));
}

/** Whether one kind says more than the other and does not speak against it. */
export const isMoreSpecial = (special: string, general: string): boolean =>
  isKindOf(special, general) || (TAXONOMY[general]?.general === true && TAXONOMY[special]?.general !== true);
