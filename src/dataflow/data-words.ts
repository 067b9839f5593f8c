/** Data, fields and protocols in the words of the people whose data it is. No dependency, so that the console can import it. */

const WORDS: Readonly<Record<string, string>> = {
  'patient-identity': 'patient names and identifiers',
  imaging: 'medical images',
  observation: 'results and measurements of patients',
  order: 'orders for patients',
  document: 'medical documents',
  schedule: 'appointments of patients',
  administrative: 'administrative data of patients',
  medication: 'medication of patients',
  credential: 'a password or other credential',
};

/** Whether a category says something about patients. */
export function isMedicalData(category: string): boolean {
  return category in WORDS && category !== 'credential';
}

/** `patient names and identifiers, orders for patients and medical images`. */
export function wordsFor(categories: readonly string[]): string {
  const words = categories.map((category) => WORDS[category] ?? category);
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Fields that name a patient or tell of one; others stay as their standard writes them. */
const FIELDS: Readonly<Record<string, string>> = {
  '(0008,0018)': 'image identifier',
  '(0008,0050)': 'accession number',
  '(0008,0080)': 'institution',
  '(0008,0090)': 'referring physician',
  '(0010,0010)': 'patient name',
  '(0010,0020)': 'patient number',
  '(0010,0030)': 'birth date',
  '(0010,0040)': 'sex',
  '(0010,1010)': 'age',
  '(0010,1040)': 'home address',
  '(0010,2154)': 'phone',
  '(0010,21B0)': 'medical history',
  '(0020,0010)': 'study number',
  '(0040,0100)': 'scheduled procedure',
  '(7FE0,0010)': 'pixels',
  'AL1-3': 'allergy',
  'AL1-5': 'allergic reaction',
  'DG1-3': 'diagnosis',
  'DG1-4': 'diagnosis',
  'NK1-2': 'next of kin',
  'NK1-3': 'relationship',
  'NK1-4': 'address of next of kin',
  'NK1-5': 'phone of next of kin',
  'NTE-3': 'comment',
  'OBR-4': 'examination',
  'OBX-5': 'result',
  'ORC-2': 'order number',
  'ORC-3': 'order number',
  'PID-2': 'patient number',
  'PID-3': 'patient number',
  'PID-4': 'patient number',
  'PID-5': 'patient name',
  'PID-6': "mother's maiden name",
  'PID-7': 'birth date',
  'PID-8': 'sex',
  'PID-9': 'alias',
  'PID-10': 'race',
  'PID-11': 'home address',
  'PID-13': 'phone',
  'PID-14': 'phone at work',
  'PID-16': 'marital status',
  'PID-17': 'religion',
  'PID-18': 'account number',
  'PID-19': 'social security number',
  'PID-23': 'birth place',
  'PR1-3': 'procedure',
  'PV1-3': 'ward and bed',
  'PV1-7': 'attending doctor',
  'PV1-8': 'referring doctor',
  'PV1-9': 'consulting doctor',
  'PV1-17': 'admitting doctor',
  'PV1-19': 'visit number',
};

/** `patient name PID-5`. */
export const fieldLabel = (field: string): string =>
  FIELDS[field] === undefined ? field : `${FIELDS[field]} ${field}`;

const PROTOCOLS: Readonly<Record<string, string>> = {
  mdns: 'mDNS',
  dicomweb: 'DICOMweb',
  wireguard: 'WireGuard',
  openvpn: 'OpenVPN',
  ipsec: 'IPsec',
  netbios: 'NetBIOS',
  bacnet: 'BACnet',
  modbus: 'Modbus',
  kerberos: 'Kerberos',
  vxlan: 'VXLAN',
};

/** A protocol as it is written. */
export function protocolLabel(protocol: string | null): string {
  if (protocol === null || protocol === '') return 'Not recognised';
  return PROTOCOLS[protocol] ?? (/^[a-z0-9.-]{1,9}$/.test(protocol) ? protocol.toUpperCase() : protocol);
}
