/** What HL7 version 2 messages tell of the systems that exchange them, and of the devices behind them. */
import type { Hl7Event } from '../../dissect/protocols/hl7.ts';
import type { Hl7Message } from '../../dissect/protocols/hl7/message.ts';
import { childText } from '../child.ts';
import type { DataCategory } from '../conversation-record.ts';
import type { Notes } from '../notes.ts';

/** Message code → what such messages are about. @see HL7 v2.9 table 0076 */
const CATEGORIES: ReadonlyMap<string, DataCategory> = new Map(
  (
    [
      ['observation', 'ORU OUL OPU ORF EAR SSU CRM CSU'],
      ['medication', 'RDE RDS RAS RGV RRE RRD RRA RRG VXU VXR RDY'],
      ['order', 'ORM ORR OML ORL OMG ORG OMI ORI OMP ORP OMS OMN OMB ORB OSM OPL OPR ORA'],
      ['schedule', 'SIU SRM SRR SQM SQR'],
      ['document', 'MDM DOC'],
      ['administrative', 'ADT BAR DFT PEX PIN REF RRI PPR'],
    ] as const
  ).flatMap(([category, codes]) => codes.split(' ').map((code) => [code, category] as const)),
);

/** The segments that tell of the patient's state, whatever the message is about. */
const CLINICAL = new Set(['OBX', 'AL1', 'DG1', 'PR1', 'NTE']);

export function observeHl7(event: Hl7Event, notes: Notes): void {
  if (event.kind === 'acknowledgement') notes.action(event.code);
  if (event.kind !== 'message') return;

  notes.protocol('hl7');
  if (event.type !== '') notes.action(event.type);
  notes.attribute('sender', 'hl7-application', event.sendingApplication);
  notes.attribute('sender', 'hl7-facility', event.sendingFacility);
  notes.attribute('sender', 'hl7-version', event.version);
  notes.attribute('receiver', 'hl7-application', event.receivingApplication);
  notes.attribute('receiver', 'hl7-facility', event.receivingFacility);
  // Who passes messages on keeps the names of those who wrote them.
  if (!event.acknowledges) notes.attribute('sender', 'hl7-source', event.sendingApplication);
  // Who acknowledges has received; the receiver of an acknowledgement has sent.
  notes.role('sender', event.acknowledges ? 'hl7-receiver' : 'hl7-sender');
  notes.role('receiver', event.acknowledges ? 'hl7-sender' : 'hl7-receiver');
  observeProfile(event, notes);
  observeDevices(event, notes);
  observeEach(event, notes);
  observeData(event, notes);
}

/** The actors of IHE's profiles for patient care devices. @see IHE DEV TF-1 sections 3 (DEC), 6 (ACM), 4 (PIV) */
const ACTORS: Readonly<Record<NonNullable<Hl7Message['profile']>, readonly [sender: string, receiver: string]>> = {
  observation: ['device-observation-reporter', 'device-observation-consumer'],
  alarm: ['alarm-reporter', 'alarm-manager'],
  'infusion-order': ['infusion-order-programmer', 'infusion-order-consumer'],
  'infusion-event': ['device-observation-reporter', 'device-observation-consumer'],
};

function observeProfile({ profile, acknowledges }: Hl7Message, notes: Notes): void {
  if (profile === undefined || acknowledges) return;
  const [sender, receiver] = ACTORS[profile];
  notes.role('sender', sender);
  notes.role('receiver', receiver);
}

/** A sender that names one device may be it; one that names several speaks for them, as gateways do. */
function observeDevices({ equipment, udis, deviceTypes }: Hl7Message, notes: Notes): void {
  const confidence = equipment.length + udis.length > 1 ? 0.3 : 0.7;
  // A device is a system, with parts that have types of their own.
  const systems = deviceTypes.filter((type) => type.endsWith('_MDS'));
  for (const type of systems.length > 0 ? systems : deviceTypes)
    notes.attribute('sender', 'hl7-device-type', type, Math.min(confidence, 0.6));
  for (const instance of equipment) notes.attribute('sender', 'hl7-equipment', instance, confidence);
  for (const { value, serial, lot } of udis) {
    notes.attribute('sender', 'udi', value, confidence);
    notes.attribute('sender', 'udi-serial', serial, confidence);
    notes.attribute('sender', 'udi-lot', lot, confidence);
  }
}

/** Each device by itself. A pump's server is told what its pumps shall do, and speaks for them as well. */
function observeEach({ devices, profile, acknowledges }: Hl7Message, notes: Notes): void {
  if (acknowledges) return;
  const who = profile === 'infusion-order' ? 'receiver' : 'sender';
  const confidence = devices.length > 1 ? 0.3 : 0.7;
  for (const { instance, udi, type, manufacturer, model, serial, software } of devices) {
    if (who === 'sender') {
      notes.attribute(who, 'hl7-manufacturer', manufacturer, confidence);
      notes.attribute(who, 'hl7-model', model, confidence);
      notes.attribute(who, 'hl7-serial', serial, confidence);
      notes.attribute(who, 'hl7-software', software, confidence);
    }
    const text = childText({
      'hl7-equipment': instance,
      udi: udi?.value,
      'udi-serial': udi?.serial,
      'hl7-serial': serial,
      'hl7-manufacturer': manufacturer,
      'hl7-model': model,
      'hl7-software': software,
      'hl7-device-type': type,
    });
    notes.attribute(who, 'child', text, 0.7);
  }
}

function observeData({ type, identity, content, patients }: Hl7Message, notes: Notes): void {
  if (identity.length > 0) {
    notes.data('patient-identity', identity, patients[0]);
    for (const patient of patients.slice(1)) notes.data('patient-identity', identity, patient);
  }
  if (content.length === 0) return;
  const code = type.slice(0, 3);
  const category = CATEGORIES.get(code) ?? 'administrative';
  const clinical = content.filter((field) => CLINICAL.has(field.slice(0, 3)));
  const apart = category === 'administrative' || category === 'schedule' || category === 'order';
  const rest = apart ? content.filter((field) => !clinical.includes(field)) : content;
  if (rest.length > 0) notes.data(category, rest, patients[0]);
  if (apart && clinical.length > 0) notes.data('observation', clinical, patients[0]);
}
