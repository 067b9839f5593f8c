/** From a device's attributes to claims about what it is: by the values themselves, by the rules, by its UDI. */
import type { Attribute } from '../analysis/document.ts';
import type { Claim } from './conclude.ts';
import { makerOf, MEDICAL_MAKERS, medicalMakerOf } from './manufacturers.ts';
import { saidOfBanner } from './recog/known.ts';
import { DICOM_RULES } from './rules/dicom.ts';
import { HL7_RULES } from './rules/hl7.ts';
import { MAKER_RULES, PART_MAKERS } from './rules/makers.ts';
import { NAME_RULES } from './rules/names.ts';
import { NETWORK_RULES } from './rules/network.ts';
import { productIn } from './rules/products.ts';
import type { Rule, Says } from './rules/rule.ts';
import { SYSTEM_RULES } from './rules/system.ts';
import { THING_RULES } from './rules/things.ts';
import { parseUdi } from './udi.ts';

export type Field = keyof Says | 'serial' | 'udi';
export type Claims = Partial<Record<Field, Claim[]>>;

/** Attributes whose value is the answer. */
const DIRECT: Readonly<Record<string, readonly [field: Field, because: string]>> = {
  'dicom-manufacturer': ['manufacturer', 'its images name the maker'],
  'dicom-model': ['model', 'its images name the model'],
  'dicom-serial': ['serial', 'its images name the serial number'],
  'dicom-software': ['software', 'its images name the software'],
  'snmp-manufacturer': ['manufacturer', 'it names its maker in SNMP'],
  'snmp-model': ['model', 'it names its model in SNMP'],
  'snmp-serial': ['serial', 'it names its serial number in SNMP'],
  'snmp-software': ['software', 'it names its software in SNMP'],
  'snmp-firmware': ['software', 'it names its firmware in SNMP'],
  'mdns-manufacturer': ['manufacturer', 'it names its maker in its neighbourhood'],
  'mdns-model': ['model', 'it names its model in its neighbourhood'],
  'mdns-serial': ['serial', 'it names its serial number in its neighbourhood'],
  'mdns-software': ['software', 'it names its software in its neighbourhood'],
  'fhir-manufacturer': ['manufacturer', 'its FHIR resources name the maker'],
  'fhir-model': ['model', 'its FHIR resources name the model'],
  'fhir-serial': ['serial', 'its FHIR resources name the serial number'],
  'hl7-manufacturer': ['manufacturer', 'its messages name the maker'],
  'hl7-model': ['model', 'its messages name the model'],
  'hl7-serial': ['serial', 'its messages name the serial number'],
  'hl7-software': ['software', 'its messages name the software'],
  'masimo-serial': ['serial', 'it names its serial number in each line'],
  'sdc-manufacturer': ['manufacturer', 'it names its maker as an SDC device'],
  'sdc-model': ['model', 'it names its model as an SDC device'],
  'sdc-serial': ['serial', 'it names its serial number as an SDC device'],
  'sdc-software': ['software', 'it names its software as an SDC device'],
  'dpws-manufacturer': ['manufacturer', 'it names its maker in its device profile'],
  'dpws-model': ['model', 'it names its model in its device profile'],
  'dpws-serial': ['serial', 'it names its serial number in its device profile'],
  'dpws-software': ['software', 'it names its firmware in its device profile'],
  'fhir-software': ['software', 'its FHIR server names its software'],
  'enip-product-name': ['model', 'it names its product in EtherNet/IP'],
  'enip-vendor': ['manufacturer', 'its maker’s number in EtherNet/IP'],
  'enip-serial': ['serial', 'it names its serial number in EtherNet/IP'],
  'enip-revision': ['software', 'it names its revision in EtherNet/IP'],
  'bacnet-vendor': ['manufacturer', 'it names its maker in BACnet'],
  'astm-software': ['software', 'its laboratory records name its version'],
  'intellivue-manufacturer': ['manufacturer', 'it names its maker in IntelliVue Data Export'],
  'intellivue-model': ['model', 'it names its model in IntelliVue Data Export'],
  'intellivue-serial': ['serial', 'it names its serial number in IntelliVue Data Export'],
  'intellivue-software': ['software', 'it names its software in IntelliVue Data Export'],
  'poct-manufacturer': ['manufacturer', 'it names its maker in POCT1-A'],
  'poct-model': ['model', 'it names its model in POCT1-A'],
  'poct-serial': ['serial', 'it names its serial number in POCT1-A'],
  'poct-software': ['software', 'it names its software in POCT1-A'],
  'bacnet-model': ['model', 'it names its model in BACnet'],
  'bacnet-firmware': ['software', 'it names its firmware in BACnet'],
  'bacnet-software': ['software', 'it names its software in BACnet'],
  'bacnet-serial': ['serial', 'it names its serial number in BACnet'],
  'modbus-vendor': ['manufacturer', 'it names its maker in Modbus'],
  'modbus-model': ['model', 'it names its model in Modbus'],
  'modbus-revision': ['software', 'it names its revision in Modbus'],
  'wsd-model': ['model', 'it names its model in WS-Discovery'],
  'wsd-manufacturer': ['manufacturer', 'it names its maker in WS-Discovery'],
  'udi-serial': ['serial', 'its unique device identifier holds the serial number'],
};

const BY_ATTRIBUTE: ReadonlyMap<string, readonly Rule[]> = Map.groupBy(
  [...DICOM_RULES, ...HL7_RULES, ...SYSTEM_RULES, ...NETWORK_RULES, ...NAME_RULES, ...THING_RULES, ...MAKER_RULES],
  ({ attribute }) => attribute,
);

/** Facts of the things that a message is about, which archives and gateways pass on for others. */
const PASSED_ON =
  /^(dicom-(manufacturer|model|serial|software|station|modality)|udi|udi-.*|hl7-(equipment|device-type)|(fhir|hl7|poct|sdc)-(manufacturer|model|serial|software))$/;

/** All claims, in the order of the attributes. Roles are attributes of the name `role`. */
export function claimsOf(attributes: readonly Attribute[], forwarded: boolean): Claims {
  const claims: Claims = {};
  const add = (field: Field, claim: Claim): void => void (claims[field] ??= []).push(claim);
  const speaksForOthers = passesOn(attributes);
  for (const attribute of attributes) {
    if (PASSED_ON.test(attribute.name) && speaksForOthers) continue;
    addDirect(attribute, add);
    addProduct(attribute, add);
    addBanner(attribute, add);
    addRules(attribute, BY_ATTRIBUTE.get(attribute.name) ?? [], attribute.confidence, add);
    if (attribute.name === 'oui' && !forwarded) addMaker(attribute, add);
    if (attribute.name === 'udi') addUdi(attribute, add);
  }
  const told = attributes.find(({ name }) => name === 'hl7-device-type');
  if (told !== undefined && speaksForOthers) add('type', gathering(told));
  if (claims.type !== undefined) claims.type = withoutPassedOnImages(claims.type, speaksForOthers);
  return claims;
}

/** Who tells what several devices measure is none of them: servers of pumps and hubs at the bedside do. */
const gathering = (evidence: Attribute): Claim => {
  const because = 'it tells for several devices what they measure or do';
  return { value: 'device-gateway', confidence: 0.5, because, evidence };
};

/** More kinds of image than these are made by nobody alone: who offers them hands on what others made. */
const MAX_MODALITIES = 2;

function withoutPassedOnImages(types: readonly Claim[], speaksForOthers: boolean): Claim[] {
  const images = types.filter(isImage);
  const [first] = images;
  if (first === undefined) return [...types];
  const many = new Set(images.map(({ value }) => value)).size > MAX_MODALITIES;
  const others = types.filter((claim) => !isImage(claim));
  if (many)
    return [
      ...others,
      { ...first, value: 'dicom-node', confidence: 0.4, because: 'it hands on images of many modalities' },
    ];
  return speaksForOthers ? others : [...types];
}

const isImage = ({ evidence }: Claim): boolean => evidence.name === 'dicom-sop-class';

type Add = (field: Field, claim: Claim) => void;

/** They are given what others made or measured. */
const COLLECTORS =
  /^(image-receiver|study-source|hl7-engine|astm-host|poct-manager|patient-monitor-client|medibus-client|sdc-consumer)$/;

/** Whether it names several things as the source of what it sends, or others store on it: then none of them is itself. */
function passesOn(attributes: readonly Attribute[]): boolean {
  const values = (name: string): number =>
    new Set(attributes.filter((a) => a.name === name).map(({ value }) => value)).size;
  if (values('dicom-serial') > 1 || values('udi') > 1 || values('hl7-equipment') > 1) return true;
  if (values('hl7-serial') > 1 || values('sdc-serial') > 1) return true;
  if (values('hl7-device-type') > 1 || values('fhir-serial') > 1 || values('poct-serial') > 1) return true;
  return attributes.some(({ name, value }) => name === 'role' && COLLECTORS.test(value));
}

function addDirect(evidence: Attribute, add: Add): void {
  const direct = DIRECT[evidence.name];
  if (direct === undefined) return;
  const [field, because] = direct;
  const clinical = /^(dicom|fhir|hl7)-/.test(evidence.name);
  const maker = clinical ? medicalMakerOf : makerOf;
  const value = field === 'manufacturer' ? maker(evidence.value) : evidence.value.trim();
  add(field, { value, confidence: evidence.confidence, because, evidence });
  if (field === 'manufacturer') addKinds(value, evidence, add);
}

/** Words of a device on itself, in which a product may be named. Of its name, which people choose, we are less sure. */
const SELF_DESCRIPTIONS: Readonly<Record<string, number>> = {
  'snmp-sysdescr': 0.85,
  'snmp-model': 0.85,
  'http-server': 0.8,
  'http-realm': 0.7,
  'http-user-agent': 0.7,
  'dhcp-vendor-class': 0.85,
  'dicom-model': 0.85,
  'hl7-equipment': 0.7,
  'hl7-application': 0.5,
  'astm-sender': 0.7,
  'hl7-model': 0.85,
  'poct-model': 0.85,
  'sdc-model': 0.85,
  'dpws-model': 0.85,
  'mdns-model': 0.8,
  'mdns-instance': 0.6,
  'tls-certificate-subject': 0.6,
  'wsd-scope': 0.6,
  hostname: 0.45,
};

/** A product of the table, with the version and the serial number that stand beside its name. */
function addProduct(evidence: Attribute, add: Add): void {
  const confidence = SELF_DESCRIPTIONS[evidence.name];
  const product = confidence === undefined ? undefined : productIn(evidence.value);
  if (confidence === undefined || product === undefined) return;
  const because = 'it describes itself as this product';
  const { version, serial, ...says } = product;
  for (const field of ['type', 'manufacturer', 'model'] as const) {
    const value = says[field];
    if (value !== undefined) add(field, { value, confidence, because, evidence });
  }
  if (version !== undefined)
    add('software', { value: version, confidence, because: 'it gives its version beside its product', evidence });
  if (serial !== undefined)
    add('serial', { value: serial, confidence, because: 'it gives its serial number beside its product', evidence });
}

/** What a collection of banners knows that others have gathered: no surer than our own rules on banners. */
function addBanner(evidence: Attribute, add: Add): void {
  for (const { says, confidence } of saidOfBanner(evidence)) {
    const because = 'a public collection of banners knows what it says of itself';
    for (const field of [...FIELDS, 'serial'] as const) {
      const value = says[field];
      if (value !== undefined)
        add(field, { value, confidence: Math.min(confidence, evidence.confidence), because, evidence });
    }
  }
}

/** The card's maker is the device's, unless it is known to make parts for others. */
function addMaker(evidence: Attribute, add: Add): void {
  const part = PART_MAKERS.test(evidence.value);
  const value = makerOf(evidence.value);
  const confidence = part ? 0.15 : Math.min(0.5, evidence.confidence);
  add('manufacturer', {
    value,
    confidence,
    because: 'the address range of its network card belongs to this maker',
    evidence,
  });
  addKinds(value, evidence, add);
  if (/^(VMware|PCS Systemtechnik|Xensource|Parallels|Proxmox)/i.test(evidence.value)) {
    add('type', {
      value: 'server',
      confidence: 0.3,
      because: 'its network card is that of a virtual machine',
      evidence,
    });
  }
}

function addKinds(maker: string, evidence: Attribute, add: Add): void {
  addRules({ ...evidence, value: maker }, BY_ATTRIBUTE.get('maker') ?? [], 1, add, evidence);
  if (MEDICAL_MAKERS.has(maker)) {
    add('type', { value: 'medical-device', confidence: 0.4, because: 'this maker makes medical devices', evidence });
  }
}

function addUdi(evidence: Attribute, add: Add): void {
  const udi = parseUdi(evidence.value);
  if (udi === undefined) return;
  const { confidence } = evidence;
  add('udi', {
    value: evidence.value,
    confidence,
    because: `it gives this unique device identifier (${udi.issuer})`,
    evidence,
  });
  const because = 'its unique device identifier holds the serial number';
  if (udi.serial !== undefined) add('serial', { value: udi.serial, confidence, because, evidence });
}

/** A rule is no surer than the attribute that it reads. */
function addRules(read: Attribute, rules: readonly Rule[], most: number, add: Add, evidence: Attribute = read): void {
  for (const { pattern, says, confidence, because } of rules) {
    const match = pattern.exec(read.value);
    if (match === null) continue;
    for (const field of FIELDS) {
      const template = says[field];
      if (template === undefined) continue;
      const value = template.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '').trim();
      if (value !== '') add(field, { value, confidence: Math.min(confidence, most), because, evidence });
    }
  }
}

const FIELDS = ['type', 'manufacturer', 'model', 'software', 'os'] as const;
