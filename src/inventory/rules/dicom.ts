/**
 * What DICOM tells: implementation identifiers name the product, SOP classes the kind of image that a system makes.
 *
 * @see DICOM PS3.4 annex B (storage SOP classes), PS3.6 annex A (registry of UIDs); vendors' conformance statements
 */
import { type Rule, rule, rules, type Says } from './rule.ts';

const storage = (suffix: string): RegExp => new RegExp(`^1\\.2\\.840\\.10008\\.5\\.1\\.4\\.1\\.1\\.(?:${suffix})$`);
const root = (uid: string): RegExp => new RegExp(`^${uid.replaceAll('.', '\\.')}\\.`);

const IMAGES: readonly (readonly [RegExp, Says])[] = [
  [storage('2|2\\.1|2\\.2'), { type: 'ct' }],
  [storage('4|4\\.[1-4]'), { type: 'mr' }],
  [storage('3|3\\.1|6|6\\.[12]'), { type: 'ultrasound' }],
  [storage('1|1\\.1|1\\.1\\.1'), { type: 'xray' }],
  [storage('1\\.2|1\\.2\\.1|13\\.1\\.[345]'), { type: 'mammography' }],
  [storage('1\\.3|1\\.3\\.1'), { type: 'dental' }],
  [storage('12\\.1|12\\.1\\.1|13\\.1\\.1'), { type: 'angiography' }],
  [storage('12\\.2|12\\.2\\.1'), { type: 'fluoroscopy' }],
  [storage('20'), { type: 'nuclear-medicine' }],
  [storage('128|128\\.1|130'), { type: 'pet' }],
  [storage('481\\.[1-9]'), { type: 'radiotherapy' }],
  [storage('77\\.1\\.1|77\\.1\\.1\\.1'), { type: 'endoscopy' }],
  [storage('77\\.1\\.6'), { type: 'slide-scanner' }],
  [storage('77\\.1\\.5\\.\\d+|78\\.\\d+|79\\.1|80\\.1|81\\.1'), { type: 'ophthalmic' }],
  [storage('9\\.1\\.[123]'), { type: 'ecg' }],
  [storage('88\\.(67|74)'), { type: 'imaging-modality' }],
];

const MODALITIES: readonly (readonly [RegExp, Says])[] = [
  [/^CT$/, { type: 'ct' }],
  [/^MR$/, { type: 'mr' }],
  [/^(US|IVUS)$/, { type: 'ultrasound' }],
  [/^(CR|DX)$/, { type: 'xray' }],
  [/^MG$/, { type: 'mammography' }],
  [/^XA$/, { type: 'angiography' }],
  [/^RF$/, { type: 'fluoroscopy' }],
  [/^NM$/, { type: 'nuclear-medicine' }],
  [/^PT$/, { type: 'pet' }],
  [/^RT/, { type: 'radiotherapy' }],
  [/^ES$/, { type: 'endoscopy' }],
  [/^SM$/, { type: 'slide-scanner' }],
  [/^(OP|OPT|OPM|OPV)$/, { type: 'ophthalmic' }],
  [/^(ECG|HD)$/, { type: 'ecg' }],
  [/^(IO|PX)$/, { type: 'dental' }],
  [/^BMD$/, { type: 'bone-densitometer' }],
];

/** Who registered the root under which an implementation names itself. */
const ROOTS: readonly (readonly [RegExp, Says])[] = [
  [root('1.2.840.113619'), { manufacturer: 'GE HealthCare' }],
  [root('1.3.12.2.1107.5'), { manufacturer: 'Siemens Healthineers' }],
  [root('1.3.46.670589'), { manufacturer: 'Philips' }],
  [root('1.2.392.200036.9116'), { manufacturer: 'Canon Medical Systems' }],
  [root('1.2.392.200036.9125'), { manufacturer: 'Fujifilm' }],
  [root('1.2.840.113564'), { manufacturer: 'Carestream' }],
  [root('1.2.840.113681'), { manufacturer: 'Hologic' }],
  [root('1.2.124.113532'), { manufacturer: 'Agfa HealthCare' }],
  [root('1.3.51'), { manufacturer: 'Agfa HealthCare' }],
  [root('1.2.752.24'), { manufacturer: 'Sectra' }],
  [root('1.2.246.352'), { manufacturer: 'Varian' }],
  [root('1.3.76.2'), { manufacturer: 'Esaote' }],
  [root('1.2.410.200001'), { manufacturer: 'Samsung Medison' }],
];

/** Libraries in which others build their DICOM: they say little of the device. */
const LIBRARIES: readonly (readonly [RegExp, Says])[] = [
  [root('1.2.276.0.7230010.3'), { software: 'DCMTK' }],
  [root('1.2.40.0.13.1'), { software: 'dcm4che' }],
  [root('1.3.6.1.4.1.30071'), { software: 'fo-dicom' }],
  [root('1.2.826.0.1.3680043.9.3811'), { software: 'pynetdicom' }],
  [root('1.2.840.113669'), { software: 'MergeCOM-3' }],
];

const VERSIONS: readonly (readonly [RegExp, Says])[] = [
  [/^OFFIS_DCMTK_(\d)(\d)(\d+)/, { software: 'DCMTK $1.$2.$3' }],
  [/^dcm4che-(\d+\.\d+(?:\.\d+)?)/i, { software: 'dcm4che $1' }],
  [/^PYNETDICOM_(\d)(\d)(\d)/, { software: 'pynetdicom $1.$2.$3' }],
  [/^fo-dicom (\d+\.\d+(?:\.\d+)?)/, { software: 'fo-dicom $1' }],
  [/^MergeCOM3_(\d)(\d)/, { software: 'MergeCOM-3 $1.$2' }],
  [/^ORTHANC/i, { type: 'pacs', software: 'Orthanc' }],
];

const TITLES: readonly (readonly [RegExp, Says])[] = [
  [/pacs|archiv|orthanc|vna|dcm4chee/i, { type: 'pacs' }],
  [/(^|[^a-z])(mwl|worklist)|^ris/i, { type: 'modality-worklist' }],
  [
    /workstation|^ws[^a-z]|(^|[_-])ws\d*$|view|osirix|horos|radiant|weasis|advantage|syngo/i,
    { type: 'dicom-workstation' },
  ],
  [/^(ct|somatom|lightspeed|aquilion)([^a-z]|$)/i, { type: 'ct' }],
  [/^(mr|mri|magnetom|signa)([^a-z]|$)/i, { type: 'mr' }],
  [/^(us|usg|ultrasound|echo|vivid|logiq|epiq)([^a-z]|$)/i, { type: 'ultrasound' }],
  [/^(cr|dx|dr|xray|xr)([^a-z]|$)/i, { type: 'xray' }],
  [/^(mg|mammo|selenia)/i, { type: 'mammography' }],
  [/^(pet|pt)([^a-z]|$)/i, { type: 'pet' }],
  [/^(xa|angio|cath|artis)/i, { type: 'angiography' }],
];

export const DICOM_RULES: readonly Rule[] = [
  ...rules('dicom-sop-class', 0.6, 'it offers to store images of a kind that this kind of device makes', IMAGES),
  ...rules('dicom-modality', 0.7, 'it sent images of this modality', MODALITIES),
  ...rules('dicom-implementation-uid', 0.7, 'its DICOM software is named under the root of this maker', ROOTS),
  ...rules('dicom-implementation-uid', 0.4, 'its DICOM software is named under the root of this library', LIBRARIES),
  ...rules('dicom-implementation-version', 0.5, 'its DICOM software says its version', VERSIONS),
  ...rules('dicom-ae-title', 0.4, 'its application entity is called so', TITLES),
  rule('role', /^dicom-(scu|scp)$/, { type: 'dicom-node' }, 0.4, 'it speaks DICOM'),
  rule('role', /^(image-receiver|dicom-store-scp)$/, { type: 'pacs' }, 0.35, 'others store images on it'),
  rule(
    'role',
    /^(study-source|dicom-(query|retrieve)-scp)$/,
    { type: 'pacs' },
    0.6,
    'others search or fetch studies from it',
  ),
  rule(
    'role',
    /^(study-reader|dicom-(query|retrieve)-scu)$/,
    { type: 'dicom-workstation' },
    0.6,
    'it searches and fetches studies',
  ),
  rule('role', /^(film-printer|dicom-print-scp)$/, { type: 'print-server' }, 0.7, 'others print films on it'),
  rule(
    'role',
    /^(worklist-provider|dicom-(worklist|mpps)-scp)$/,
    { type: 'modality-worklist' },
    0.7,
    'modalities ask it for their worklist',
  ),
  rule(
    'role',
    /^dicom-(worklist|mpps)-scu$/,
    { type: 'imaging-modality' },
    0.5,
    'it asks for a worklist or reports performed procedures, as modalities do',
  ),
];
