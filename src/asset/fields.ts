/** What a maintenance system (CMMS) says of a device, under one name each, whatever that system calls its columns. */

/** How the values of a field are read and compared. */
export type FieldKind = 'text' | 'name' | 'serial' | 'mac' | 'address' | 'hostname' | 'udi' | 'version' | 'date';

export interface FieldDescription {
  /** For people. */
  readonly label: string;
  readonly kind: FieldKind;
  /** What the network shows of the same thing: an attribute of our device, or null where only people can know it. */
  readonly observed: Observable | null;
  /** What common systems call it, in lower case without punctuation: the most telling first. */
  readonly columns: readonly string[];
}

/** What both sides may know, and so may disagree about. */
export type Observable =
  | 'manufacturer'
  | 'model'
  | 'serial'
  | 'software'
  | 'os'
  | 'udi'
  | 'macs'
  | 'addresses'
  | 'names'
  | 'ward'
  | 'owner';

/** What a person can decide about; addresses and names on the network are what was seen there. */
export type Sayable = Exclude<Observable, 'macs' | 'addresses' | 'names'>;

/**
 * Sources of the column names: what Accruent TMS and Connectiv, Nuvolo (ServiceNow), AIMS, MediMizer, EQ2 HEMS, Infor and IBM
 * Maximo print above their exports, as their public manuals and import templates write them.
 */
export const FIELDS = {
  asset: {
    label: 'Asset number',
    kind: 'serial',
    observed: null,
    columns: [
      'asset number|asset no|asset tag|asset id|asset|control number|control no|tag number|tag no|tag',
      'equipment number|equipment id|equipment no|equip no|equip id|equip control|barcode|bar code|cn|cmms id|ctrl no',
      'ecn|biomed number|biomed tag|biomed id|property number|property tag|inventory number|inventory no|inventarnummer',
      'inventory id|asset code|equipment control number|ce number|clinical engineering number|assetnum',
    ],
  },
  serial: {
    label: 'Serial number',
    kind: 'serial',
    observed: 'serial',
    columns: [
      'serial number|serial no|serial|serial num|s n|sn|ser no|serialnumber|serialnum|mfr serial',
      'manufacturer serial number|equipment serial number|seriennummer|numero de serie',
    ],
  },
  manufacturer: {
    label: 'Manufacturer',
    kind: 'name',
    observed: 'manufacturer',
    columns: [
      'manufacturer|manufacturer name|mfr|mfg|make|manuf|mfgr|oem|maker|brand|manufacturer description|mfr name',
      'original manufacturer|hersteller|fabricant|fabricante|equipment manufacturer',
    ],
  },
  model: {
    label: 'Model',
    kind: 'name',
    observed: 'model',
    columns: [
      'model|model number|model no|model name|model id|mfr model|manufacturer model|equipment model|model description',
      'model num|modell|modele|modelo|product model|model code|catalog number',
    ],
  },
  description: {
    label: 'Description',
    kind: 'text',
    observed: null,
    columns: [
      'description|equipment description|asset description|device description|equipment name|asset name|device name',
      'equip desc|short description|nomenclature|standard nomenclature|equipment type|device type|asset type|type|name',
      'bezeichnung|generic name|display name|ecri description|umdns description|device',
    ],
  },
  category: {
    label: 'Category',
    kind: 'text',
    observed: null,
    columns: [
      'category|device category|equipment category|asset category|class|device class|equipment class|asset class',
      'modality|umdns|umdns code|gmdn|gmdn code|equipment group|sub category|subcategory|model category|family',
    ],
  },
  department: {
    label: 'Department',
    kind: 'text',
    observed: 'ward',
    columns: [
      'department|department name|dept|dept name|ward|unit|cost center|cost centre|costcenter|owning department',
      'account|account name|using department|cost center name|owner department|abteilung|station|service|nursing unit',
    ],
  },
  location: {
    label: 'Location',
    kind: 'text',
    observed: null,
    columns: [
      'location|room|room number|location name|building|location description|site|current location|room no|floor',
      'facility|loc|sublocation|sub location|space|standort|raum|physical location|assigned location',
    ],
  },
  owner: {
    label: 'Owner',
    kind: 'text',
    observed: 'owner',
    columns: [
      'owner|asset owner|responsible|responsible person|custodian|managed by|assigned to|equipment owner|contact',
      'business owner|technician|primary technician|assigned technician|shop|owned by|support group|responsible tech',
    ],
  },
  mac: {
    label: 'MAC address',
    kind: 'mac',
    observed: 'macs',
    columns: [
      'mac address|mac|mac addr|macaddress|hardware address|physical address|ethernet address|wired mac|wireless mac',
      'lan mac|wlan mac|network mac address|mac address 1|nic mac|wired mac address|wireless mac address|wifi mac',
    ],
  },
  address: {
    label: 'IP address',
    kind: 'address',
    observed: 'addresses',
    columns: [
      'ip address|ip|ip addr|ipaddress|ipv4 address|ipv4|network address|static ip|tcp ip address|ip address 1|ipv6',
      'ip number|static ip address|device ip|ip adresse',
    ],
  },
  hostname: {
    label: 'Host name',
    kind: 'hostname',
    observed: 'names',
    columns: [
      'hostname|host name|computer name|network name|dns name|fqdn|netbios name|system name|machine name|device hostname',
      'node name|station name|rechnername',
    ],
  },
  udi: {
    label: 'UDI',
    kind: 'udi',
    observed: 'udi',
    columns: [
      'udi|unique device identifier|unique device identification|udi number|device identifier|udi di|gtin',
      'unique device id|di|udi code|primary di',
    ],
  },
  software: {
    label: 'Software version',
    kind: 'version',
    observed: 'software',
    columns: [
      'software version|software|sw version|firmware version|firmware|software revision|sw rev|software rev|fw version',
      'version|application version|software level|sw ver|firmware revision|software release|revision',
    ],
  },
  os: {
    label: 'Operating system',
    kind: 'text',
    observed: 'os',
    columns: ['operating system|os|os version|os name|operating system version|platform|betriebssystem'],
  },
  installed: {
    label: 'Installed',
    kind: 'date',
    observed: null,
    columns: [
      'install date|installation date|installed|in service date|date installed|in service|acceptance date',
      'date in service|commission date|start date|acquisition date|purchase date|date of purchase|installed on|receive date',
    ],
  },
  'pm-due': {
    label: 'Maintenance due',
    kind: 'date',
    observed: null,
    columns: [
      'pm due|pm due date|next pm|next pm date|next pm due|next due|next due date|next maintenance|next inspection',
      'next pm due date|next maintenance date|scheduled date|pm next due|next inspection date|due date|next service date',
    ],
  },
  'warranty-end': {
    label: 'Warranty ends',
    kind: 'date',
    observed: null,
    columns: [
      'warranty end|warranty end date|warranty expiration|warranty expiration date|warranty expires|warranty exp',
      'warranty|warranty exp date|warranty expiry|warranty date|warr exp|warr end|warranty through|garantie bis',
    ],
  },
  risk: {
    label: 'Risk class',
    kind: 'text',
    observed: null,
    columns: [
      'risk|risk class|risk level|risk score|risk category|risk group|criticality|risk rating|priority|fda class',
      'device risk class|risk factor|em number|em rating|life support|clinical risk|pm priority',
    ],
  },
  device: {
    label: 'Wardline device',
    kind: 'text',
    observed: null,
    columns: ['wardline device|wardline id'],
  },
  status: {
    label: 'Status',
    kind: 'text',
    observed: null,
    columns: [
      'status|asset status|equipment status|state|lifecycle|life cycle status|operational status|device status',
      'install status|lifecycle state|active|substatus|condition|disposition|service status|retired',
    ],
  },
} as const satisfies Readonly<Record<string, FieldDescription>>;

export type AssetField = keyof typeof FIELDS;

export const ASSET_FIELDS = Object.keys(FIELDS).filter((name): name is AssetField => name in FIELDS);

/** What a maintenance system says of one device: only fields that it says something about. */
export type AssetRecord = Partial<Record<AssetField, string>>;

/** The field of a device that a decision about `field` sets; null where there is nothing to decide. */
export function sayable(field: AssetField): Sayable | null {
  const { observed } = fieldOf(field);
  return observed === 'macs' || observed === 'addresses' || observed === 'names' ? null : observed;
}

export const fieldOf = (field: AssetField): FieldDescription => FIELDS[field];
