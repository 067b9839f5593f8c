/** Reads lists of attributes: what the monitor is, and which of a patient's are there. */
import { Phi } from '../../../../lib/phi.ts';
import { Reader, Violation } from '../../../../lib/reader.ts';

/** What lists of attributes say. */
export interface Found {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly software?: string;
  readonly hardware?: string;
  /** The monitor's own number, in hexadecimal: mostly its hardware address. */
  readonly systemId?: string;
  readonly bed?: string;
  readonly address?: string;
  /** The patient's attributes that hold something, by the names of the guide. */
  readonly identity: readonly string[];
  readonly content: readonly string[];
  readonly patient: Phi | undefined;
}

const SYSTEM_ID = 0x0984;
const MODEL = 0x0928;
const PRODUCTION = 0x092d;
const BED = 0x091e;
const NETWORK = 0xf100;
const PATIENT_ID = 0x095a;
const IDENTITY: ReadonlyMap<number, string> = new Map([
  [0x0958, 'NOM_ATTR_PT_DOB'],
  [PATIENT_ID, 'NOM_ATTR_PT_ID'],
  [0x095c, 'NOM_ATTR_PT_NAME_FAMILY'],
  [0x095d, 'NOM_ATTR_PT_NAME_GIVEN'],
  [0x0961, 'NOM_ATTR_PT_SEX'],
  [0x09d8, 'NOM_ATTR_PT_AGE'],
  [0x09dc, 'NOM_ATTR_PT_HEIGHT'],
  [0x09df, 'NOM_ATTR_PT_WEIGHT'],
]);
/** Those that are text, and may be empty. */
const TEXTS = new Set([PATIENT_ID, 0x095c, 0x095d]);
const CONTENT: ReadonlyMap<number, string> = new Map([
  [0x0902, 'NOM_ATTR_AL_MON_P_AL_LIST'],
  [0x0904, 'NOM_ATTR_AL_MON_T_AL_LIST'],
  [0x094b, 'NOM_ATTR_NU_CMPD_VAL_OBS'],
  [0x0950, 'NOM_ATTR_NU_VAL_OBS'],
  [0x0967, 'NOM_ATTR_SA_CMPD_VAL_OBS'],
  [0x096e, 'NOM_ATTR_SA_VAL_OBS'],
]);
/** What a specification is of: a serial number, a revision of hardware or software. */
const Specification = { serial: 1, hardware: 3, software: 4, firmware: 5 } as const;
/** The product itself, and its software: all other components are boards within it. */
const PRODUCT = 0x0008;
const SOFTWARE = 0x0058;
const MAX_TEXT = 128;
const UTF16BE = new TextDecoder('utf-16be');

/** @param lists Each an attribute list: how many there are, how long they are, then each with its number and length. */
export function readAttributes(lists: readonly Reader[]): Found {
  const known: Record<string, string> = {};
  const identity = new Set<string>();
  const content = new Set<string>();
  let patient: Phi | undefined;
  for (const list of lists) {
    list.skip(2);
    const attributes = list.sub(list.u16());
    // Bounded by the reader: each round takes four bytes at least.
    while (attributes.left > 0) {
      const id = attributes.u16();
      const value = attributes.sub(attributes.u16());
      const [who, what] = [IDENTITY.get(id), CONTENT.get(id)];
      if (id === PATIENT_ID) patient ??= Phi.of(textOf(new Reader(value.whole)));
      if (who !== undefined) {
        if (!TEXTS.has(id) || textOf(value) !== '') identity.add(who);
      } else if (what !== undefined) content.add(what);
      else describe(id, value, known);
    }
  }
  return { ...known, identity: [...identity], content: [...content], patient };
}

function describe(id: number, value: Reader, known: Record<string, string>): void {
  if (id === MODEL) {
    known['manufacturer'] = labelOf(value);
    known['model'] = labelOf(value);
  } else if (id === SYSTEM_ID) known['systemId'] = Buffer.from(value.bytes(value.u16())).toString('hex');
  else if (id === BED) known['bed'] = textOf(value);
  else if (id === NETWORK) {
    value.skip(6);
    known['address'] = value.bytes(4).join('.');
  } else if (id === PRODUCTION) readProduction(value, known);
}

function readProduction(value: Reader, known: Record<string, string>): void {
  value.skip(2);
  const entries = value.sub(value.u16());
  // Bounded by the reader: each round takes six bytes at least.
  while (entries.left > 0) {
    const type = entries.u16();
    const component = entries.u16();
    const text = labelOf(entries);
    if (text === '') continue;
    if (type === Specification.serial && component === PRODUCT) known['serial'] = text;
    else if (type === Specification.hardware && component === PRODUCT) known['hardware'] = text;
    else if (type === Specification.software && (component === SOFTWARE || component === PRODUCT)) {
      if (component === SOFTWARE || known['software'] === undefined) known['software'] = text;
    }
  }
}

/** A label: its length, characters of one byte, some of them zero. */
function labelOf(reader: Reader): string {
  return clean(reader.text(reader.u16()));
}

/** A string: its length, UTF-16 from the high byte, a zero at its end. */
function textOf(reader: Reader): string {
  const length = reader.u16();
  if (length % 2 !== 0) throw new Violation(`a string of ${length} bytes`);
  return clean(UTF16BE.decode(reader.bytes(length)));
}

const clean = (text: string): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT);
