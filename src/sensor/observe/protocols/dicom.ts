/** What DICOM associations, commands and data sets tell of the systems that exchange them and of the equipment behind. */
import type { DicomEvent } from '../../dissect/protocols/dicom.ts';
import type { Association } from '../../dissect/protocols/dicom/association.ts';
import type { Command } from '../../dissect/protocols/dicom/command.ts';
import type { Nearness } from '../../dissect/protocols/dicom/session.ts';
import type { DataSet } from '../../dissect/protocols/dicom/subject.ts';
import type { DataCategory } from '../conversation-record.ts';
import type { Notes } from '../notes.ts';

/** How far the equipment that made an object may be taken for its sender; 0 is not at all. */
const CONFIDENCE: Readonly<Record<Nearness, number>> = { same: 0.95, perhaps: 0.6, several: 0.3, elsewhere: 0 };

const WORKLIST = '1.2.840.10008.5.1.4.31';
const STORAGE = '1.2.840.10008.5.1.4.1.1.';
const PERFORMED_STEP = '1.2.840.10008.3.1.2.3.';
const COMMITMENT = '1.2.840.10008.1.20.';
const PRINT = /^1\.2\.840\.10008\.5\.1\.(1|4\.33)(\.|$)/;
const UNIFIED_STEP = '1.2.840.10008.5.1.4.34.';
/** Whose user identity can be used by whoever reads it. @see PS3.7 table D.3-14 */
const CREDENTIALS = new Set(['username-and-passcode', 'saml', 'jwt']);

export function observeDicom(event: DicomEvent, notes: Notes): void {
  if (event.kind === 'associate-request') observeRequest(event, notes);
  else if (event.kind === 'associate-accept') observeAccept(event, notes);
  else if (event.kind === 'associate-reject') notes.role('sender', 'dicom-scp');
  else if (event.kind === 'command') observeCommand(event, notes);
  else if (event.kind === 'data-set') observeDataSet(event, notes);
}

function observeRequest(event: Association, notes: Notes): void {
  notes.attribute('sender', 'dicom-ae-title', event.callingAe);
  notes.attribute('receiver', 'dicom-ae-title', event.calledAe);
  observeImplementation(event, notes);
  // Who asks to be the provider alone, as archives do that report what they stored, is no user.
  const provides = event.roles.length > 0 && event.roles.every(({ scu, scp }) => scp && !scu);
  notes.role('sender', provides ? 'dicom-scp' : 'dicom-scu');
  for (const { sopClass } of event.contexts) notes.attribute('sender', 'dicom-sop-class', sopClass);
  notes.attribute('sender', 'dicom-user-identity', event.identity);
  if (CREDENTIALS.has(event.identity ?? '')) notes.data('credential', [`dicom-${event.identity}`]);
}

/** An answer repeats the titles of the request (PS3.8 table 9-17): they say nothing new. */
function observeAccept(event: Association, notes: Notes): void {
  observeImplementation(event, notes);
  const provides = event.roles.some(({ scp }) => scp);
  notes.role('sender', provides && event.contexts.every(({ sopClass }) => sopClass === '') ? 'dicom-scu' : 'dicom-scp');
  for (const { sopClass, result } of event.contexts) {
    if (result === 0) notes.attribute('sender', 'dicom-sop-class', sopClass);
  }
}

function observeImplementation(event: Association, notes: Notes): void {
  notes.attribute('sender', 'dicom-implementation-uid', event.implementationUid);
  notes.attribute('sender', 'dicom-implementation-version', event.implementationVersion);
}

function observeCommand({ name, request, orphan, answered, sopClass }: Command, notes: Notes): void {
  if ((request && !answered) || orphan) notes.action(name);
  // Reports of events go from the provider to the user, everything else the other way; answers come back.
  const user = request === (name !== 'N-EVENT-REPORT') ? 'sender' : 'receiver';
  const provider = user === 'sender' ? 'receiver' : 'sender';
  notes.role(user, 'dicom-scu');
  notes.role(provider, 'dicom-scp');
  const task = taskOf(name, sopClass);
  if (task === undefined) return;
  notes.role(user, `dicom-${task}-scu`);
  notes.role(provider, `dicom-${task}-scp`);
}

/** What kind of work a command belongs to, where that tells a modality from an archive. */
function taskOf(name: string, sopClass: string): string | undefined {
  if (name === 'C-STORE') return 'store';
  if (sopClass === WORKLIST) return 'worklist';
  if (sopClass.startsWith(PERFORMED_STEP)) return 'mpps';
  if (sopClass.startsWith(COMMITMENT)) return 'commitment';
  if (sopClass.startsWith(UNIFIED_STEP)) return 'ups';
  if (PRINT.test(sopClass)) return 'print';
  if (name === 'C-FIND') return 'query';
  return name === 'C-MOVE' || name === 'C-GET' ? 'retrieve' : undefined;
}

/** The element that stands for what is told: a scheduled step, or one that was performed; else an instance. */
const FIELDS: Partial<Record<DataCategory, string>> = { schedule: '(0040,0100)', administrative: '(0040,0252)' };

function observeDataSet(event: DataSet, notes: Notes): void {
  observeEquipment(event, notes);
  if (event.fields.length > 0) notes.data('patient-identity', event.fields, event.patient);
  const category = categoryOf(event.command);
  // The object or the step itself, whether its elements could be read or not.
  if (category !== undefined) notes.data(category, [FIELDS[category] ?? '(0008,0018)'], event.patient);
}

function observeEquipment({ equipment, nearness, command }: DataSet, notes: Notes): void {
  const confidence = CONFIDENCE[nearness];
  if (confidence === 0) return;
  notes.attribute('sender', 'dicom-manufacturer', equipment.manufacturer, confidence);
  notes.attribute('sender', 'dicom-model', equipment.model, confidence);
  notes.attribute('sender', 'dicom-serial', equipment.serial, confidence);
  notes.attribute('sender', 'dicom-software', equipment.software, confidence);
  notes.attribute('sender', 'dicom-station', equipment.station, confidence);
  notes.attribute('sender', 'dicom-institution', equipment.institution, confidence);
  notes.attribute('sender', 'dicom-modality', equipment.modality, confidence);
  notes.attribute('sender', 'dicom-device-uid', equipment.deviceUid, confidence);
  notes.attribute('sender', 'udi', equipment.udi, confidence);
  // A performed procedure step is the modality's own report of its own work (PS3.4 annex F.7).
  if (command?.name === 'N-CREATE') notes.attribute('sender', 'dicom-station', equipment.performedStation);
}

function categoryOf(command: Command | undefined): DataCategory | undefined {
  if (command?.name === 'C-STORE' && command.request) {
    if (command.sopClass.startsWith(`${STORAGE}88.`) || command.sopClass.startsWith(`${STORAGE}104.`))
      return 'document';
    return command.sopClass.startsWith(`${STORAGE}9.`) ? 'observation' : 'imaging';
  }
  if (command?.request === true && /^N-(CREATE|SET)$/.test(command.name)) {
    if (command.sopClass.startsWith(PERFORMED_STEP)) return 'administrative';
    // A film or a page holds images as much as an object does.
    return PRINT.test(command.sopClass) && command.name === 'N-SET' ? 'imaging' : undefined;
  }
  return command?.name === 'C-FIND' && !command.request && command.sopClass === WORKLIST ? 'schedule' : undefined;
}
