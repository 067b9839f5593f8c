/**
 * What a monitor and its reader say to each other in IntelliVue Data Export, as bytes.
 *
 * @see Philips, Data Export Interface Programming Guide (4535 642 59271), chapters "Data Export Protocol" (association
 * control, remote operations, object access) and "Attribute Data Types"
 */

export interface Monitor {
  readonly mac: string;
  readonly address: string;
  readonly model: string;
  readonly serial: string;
  readonly software: string;
  readonly bed: string;
}

export interface Bedded {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  /** YYYYMMDD. */
  readonly birth: string;
}

/** Events and actions of the object-oriented management. */
const NOM_NOTI_MDS_CREAT = 0x0d06;
const NOM_NOTI_MDS_CONNECT_INDIC = 0x0d17;
const NOM_ACT_POLL_MDIB_DATA = 0x0c16;
const NOM_PART_OBJ = 1;
const PATIENT = 42;
const NUMERIC = 6;

const word = (value: number): Buffer => Buffer.of((value >> 8) & 0xff, value & 0xff);
const long = (value: number): Buffer => Buffer.concat([word(value >>> 16), word(value)]);
const sized = (...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([word(body.length), body]);
};
/** An octet string, filled up to an even length. */
const octets = (text: string): Buffer => {
  const bytes = Buffer.from(`${text}\0`, 'latin1');
  return sized(bytes, Buffer.alloc(bytes.length % 2));
};
/** A string of two bytes a character, ended by a zero. */
const wide = (text: string): Buffer => sized(Buffer.from(`${text}\0`, 'utf16le').swap16());
const attribute = (id: number, value: Buffer): Buffer => Buffer.concat([word(id), sized(value)]);
const listed = (...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([word(attributes.length), sized(...attributes)]);
const bytesOf = (mac: string): Buffer => Buffer.from(mac.replaceAll(':', ''), 'hex');
/** Two decimal digits a byte. */
const decimal = (digits: string): Buffer => Buffer.from(digits, 'hex');

/** Class, context and handle of the medical device system. */
const MDS = Buffer.concat([word(33), word(0), word(0)]);
const presentation = (...body: readonly Buffer[]): Buffer => Buffer.concat([Buffer.of(0xe1, 0, 0, 2), ...body]);
const invocation = (id: number, command: number, ...argument: readonly Buffer[]): Buffer =>
  Buffer.concat([word(1), sized(word(id), word(command), sized(...argument))]);

function describe(monitor: Monitor): Buffer[] {
  const specification = (type: number, component: number, text: string): Buffer =>
    Buffer.concat([word(type), word(component), octets(text)]);
  const production = [specification(1, 0x08, monitor.serial), specification(4, 0x58, monitor.software)];
  return [
    attribute(0x0984, sized(bytesOf(monitor.mac))),
    attribute(0x0928, Buffer.concat([octets('Philips'), octets(monitor.model)])),
    attribute(0x092d, Buffer.concat([word(production.length), sized(...production)])),
    attribute(0x091e, wide(monitor.bed)),
  ];
}

/** What a monitor says to all, again and again, until somebody associates. */
export function connectIndication(monitor: Monitor): Buffer {
  const address = Buffer.from([...monitor.address.split('.').map(Number), 255, 255, 255, 0]);
  const own = attribute(0xf100, Buffer.concat([bytesOf(monitor.mac), address]));
  const event = Buffer.concat([
    MDS,
    long(0),
    word(NOM_NOTI_MDS_CONNECT_INDIC),
    sized(listed(own, ...describe(monitor))),
  ]);
  return Buffer.concat([Buffer.of(0, 0, 1, 0), invocation(0, 0, event)]);
}

/** Session header, session data, and the user information, of which the guide gives most bytes as constants. */
const SESSION = Buffer.from('0508130100160102800014020002c10231800100', 'hex');
export const associationRequest = Buffer.concat([Buffer.of(0x0d, SESSION.length), SESSION]);
export const associationResponse = Buffer.concat([Buffer.of(0x0e, SESSION.length), SESSION]);
export const releaseRequest = Buffer.from('0918c11661803080020101a08062808001000000000000000000', 'hex');

export function created(monitor: Monitor): Buffer {
  const event = Buffer.concat([MDS, long(0), word(NOM_NOTI_MDS_CREAT), sized(MDS, listed(...describe(monitor)))]);
  return presentation(invocation(1, 1, event));
}

export function poll(of: 'patient' | 'numerics', number: number): Buffer {
  const code = of === 'patient' ? PATIENT : NUMERIC;
  const request = sized(word(number), word(NOM_PART_OBJ), word(code), word(0));
  return presentation(invocation(number, 7, MDS, long(0), word(NOM_ACT_POLL_MDIB_DATA), request));
}

/** Which class of objects a message asks for; undefined when it asks for none. */
export function polledBy(message: Buffer): 'patient' | 'numerics' | undefined {
  const isPoll = message[0] === 0xe1 && message.length >= 36 && message.readUInt16BE(10) === 7;
  if (!isPoll) return undefined;
  const code = message.readUInt16BE(32);
  return code === PATIENT ? 'patient' : code === NUMERIC ? 'numerics' : undefined;
}

export function patientAnswer(patient: Bedded): Buffer {
  return answer(PATIENT, [
    attribute(0x0957, word(2)),
    attribute(0x095a, wide(patient.id)),
    attribute(0x095c, wide(patient.family)),
    attribute(0x095d, wide(patient.given)),
    attribute(0x0958, Buffer.concat([decimal(patient.birth), Buffer.alloc(4)])),
  ]);
}

const observed = (id: number, unit: number, value: number): Buffer =>
  attribute(0x0950, Buffer.concat([word(id), word(0), word(unit), long(value)]));

/** Heart rate in beats a minute, and oxygen saturation in per cent. */
export function numericsAnswer(heartRate: number, saturation: number): Buffer {
  return answer(NUMERIC, [observed(0x4182, 0x0aa0, heartRate)], [observed(0x4bb8, 0x0220, saturation)]);
}

function answer(code: number, ...objects: readonly (readonly Buffer[])[]): Buffer {
  const polled = objects.map((attributes, handle) => Buffer.concat([word(handle + 1), listed(...attributes)]));
  const contexts = Buffer.concat([word(1), sized(word(0), word(polled.length), sized(...polled))]);
  const when = Buffer.concat([long(4713), decimal('2026030208150000')]);
  const body = Buffer.concat([word(1), when, word(NOM_PART_OBJ), word(code), word(0), contexts]);
  const result = Buffer.concat([word(7), sized(MDS, word(NOM_ACT_POLL_MDIB_DATA), sized(body))]);
  return presentation(word(2), sized(word(1), result));
}
