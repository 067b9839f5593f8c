/**
 * What HL7 and the point-of-care protocols tell: who sends which kind of message, and what the applications are called.
 *
 * @see HL7 v2.5.1 chapters 3 (ADT), 4 (orders), 7 (results), 13 (laboratory automation); CLSI POCT1-A2, LIS02-A2
 */
import { type Rule, rule, rules, type Says } from './rule.ts';

const APPLICATIONS: readonly (readonly [RegExp, Says])[] = [
  [/mirth|nextgen connect/i, { type: 'interface-engine', software: 'Mirth Connect' }],
  [/rhapsody/i, { type: 'interface-engine', software: 'Rhapsody' }],
  [/cloverleaf/i, { type: 'interface-engine', software: 'Cloverleaf' }],
  [/ensemble|healthshare|iris/i, { type: 'interface-engine', software: 'InterSystems' }],
  [/corepoint|iguana|engine|integrat|router|broker|(^|[^a-z])esb|hub/i, { type: 'interface-engine' }],
  [/epic/i, { type: 'ehr', manufacturer: 'Epic' }],
  [/cerner|millennium/i, { type: 'ehr', manufacturer: 'Oracle Health' }],
  [/meditech/i, { type: 'ehr', manufacturer: 'MEDITECH' }],
  [/orbis/i, { type: 'ehr', manufacturer: 'Dedalus', model: 'ORBIS' }],
  [/adt|^his|(^|[^a-z])(his|kis|emr|ehr)([^a-z]|$)|megareg|registration/i, { type: 'ehr' }],
  [/(^|[^a-z])(lis|lims)([^a-z]|$)|lab(or|oratory)?([^a-z]|$)/i, { type: 'lis' }],
  [/(^|[^a-z])ris([^a-z]|$)|radiology/i, { type: 'ris' }],
  [/(^|[^a-z])pacs/i, { type: 'pacs' }],
  [/pharm/i, { type: 'pharmacy' }],
  [/pump|infus|alaris|(^|[^a-z])plum|hospira|medfusion|sapphire/i, { type: 'infusion-pump' }],
  [/ventilator|(^|[^a-z])vent([^a-z]|$)|evita/i, { type: 'ventilator' }],
  [/piic|central.?station|(^|[^a-z])cic([^a-z]|$)/i, { type: 'central-station' }],
  [/intellivue|carescape|infinity|monitor/i, { type: 'patient-monitor' }],
  [/capsule|gateway|(^|[^a-z])gw/i, { type: 'device-gateway' }],
  [/(blood.?gas|abl\d|gem ?\d|rapidpoint)/i, { type: 'blood-gas' }],
  [/glucose|accu.?chek|precision ?xceed|statstrip/i, { type: 'glucose-meter' }],
  [/analy[sz]er|cobas|architect|sysmex|advia|atellica|vitros/i, { type: 'analyzer' }],
  [/ecg|ekg|muse/i, { type: 'ecg' }],
];

const EQUIPMENT: readonly (readonly [RegExp, Says])[] = [
  [/pump|infus|alaris|plum|medfusion|space/i, { type: 'infusion-pump' }],
  [/vent|evita|servo|hamilton/i, { type: 'ventilator' }],
  [/monitor|intellivue|carescape|infinity/i, { type: 'patient-monitor' }],
  [/abl|gem|rapidpoint|blood.?gas/i, { type: 'blood-gas' }],
];

/** Names of systems in the nomenclature for medical devices. @see IEEE 11073-10101 annex A.5, block of objects */
const DEVICE_TYPES: readonly (readonly [RegExp, Says])[] = [
  [/PUMP_INFUS/, { type: 'infusion-pump' }],
  [/_VENT_|ANESTH/, { type: 'ventilator' }],
  [/MON_PHYSIO|PHYSIO_MULTI_PARAM/, { type: 'patient-monitor' }],
  [/^Mindray Monitor$/, { type: 'patient-monitor', manufacturer: 'Mindray' }],
  [/GLUCOSE/, { type: 'glucose-meter' }],
];

/** Families of devices by the names that they give. */
const MEDIBUS: readonly (readonly [RegExp, Says])[] = [
  [/evita|savina|babylog|carina|oxylog|v\d00/i, { type: 'ventilator' }],
  [/primus|fabius|apollo|zeus|perseus|cicero|julian|atlan|cato/i, { type: 'anesthesia' }],
];

export const HL7_RULES: readonly Rule[] = [
  ...rules('hl7-application', 0.5, 'the application in its HL7 messages is called so', APPLICATIONS),
  ...rules('hl7-equipment', 0.6, 'it names itself as the equipment behind its results', EQUIPMENT),
  ...rules('hl7-device-type', 0.6, 'it names this kind of device as the source of its results', DEVICE_TYPES),
  rule('role', /^hl7-(sender|receiver)$/, { type: 'hl7-system' }, 0.4, 'it speaks HL7'),
  rule('role', /^adt-sender$/, { type: 'ehr' }, 0.45, 'it announces admissions, transfers and discharges'),
  rule('role', /^schedule-sender$/, { type: 'ehr' }, 0.3, 'it announces appointments'),
  rule('role', /^lab-order-receiver$/, { type: 'lis' }, 0.45, 'it is sent laboratory orders'),
  rule('role', /^imaging-order-receiver$/, { type: 'ris' }, 0.45, 'it is sent imaging orders'),
  rule('role', /^pharmacy-order-receiver$/, { type: 'pharmacy' }, 0.4, 'it is sent medication orders'),
  rule('role', /^automation-sender$/, { type: 'analyzer' }, 0.5, 'it speaks the laboratory automation dialect of HL7'),
  rule(
    'role',
    /^hl7-engine$/,
    { type: 'interface-engine' },
    0.65,
    'it takes HL7 from several systems and sends it on to others',
  ),
  rule('role', /^hl7-hub$/, { type: 'interface-engine' }, 0.5, 'it takes HL7 from several systems'),
  rule('udi', /./, { type: 'medical-device' }, 0.4, 'it gives a unique device identifier'),
  rule('role', /^fhir-server$/, { type: 'fhir-server' }, 0.5, 'it answers FHIR requests'),
  rule('role', /^dicomweb-server$/, { type: 'pacs' }, 0.5, 'it answers DICOMweb requests'),
  rule(
    'role',
    /^pulse-oximeter$/,
    { type: 'pulse-oximeter', manufacturer: 'Masimo' },
    0.7,
    'it sends lines in the format of Masimo',
  ),
  ...rules('medibus-name', 0.7, 'it names itself so in MEDIBUS', MEDIBUS),
  rule('role', /^medibus-device$/, { manufacturer: 'Dräger' }, 0.6, 'it hands out data in MEDIBUS, which Dräger makes'),
  rule('role', /^sdc-provider$/, { type: 'medical-device' }, 0.8, 'it provides data as an IEEE 11073 SDC device'),
  rule('role', /^patient-monitor$/, { type: 'patient-monitor' }, 0.8, 'it hands out what it measures at a bed'),
  rule('poct-device', /./, { type: 'glucose-meter' }, 0.45, 'it reports as a point-of-care instrument'),
  rule('role', /^astm-host$/, { type: 'lis' }, 0.5, 'analysers send it their results'),
  rule(
    'role',
    /^(patient-monitor|medibus)-client$/,
    { type: 'device-gateway' },
    0.4,
    'it collects what devices at the bedside measure',
  ),
  rule('astm-sender', /./, { type: 'analyzer' }, 0.6, 'it reports as a laboratory instrument'),
  rule(
    'wsd-type',
    /MedicalDevice|mdpws/i,
    { type: 'medical-device' },
    0.8,
    'it announces itself as an IEEE 11073 SDC medical device',
  ),
];
