/** What a data set says of the equipment it comes from and of the patient it is about. */
import { latin1 } from '../../../../lib/reader.ts';
import { Phi } from '../../../../lib/phi.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { trimmed } from './association.ts';
import type { Command } from './command.ts';
import type { Nearness } from './session.ts';
import {
  BIRTH_DATE,
  EQUIPMENT,
  ISSUER_OF_PATIENT_ID,
  isIdentifying,
  PATIENT_ID,
  PATIENT_NAME,
  type Tag,
  tagName,
} from './tags.ts';

export interface DataSet extends ProtocolEvent {
  readonly protocol: 'dicom';
  readonly kind: 'data-set';
  /** What it came with; undefined when that was not seen. */
  readonly command: Command | undefined;
  /** How the equipment below relates to the sender. */
  readonly nearness: Nearness;
  readonly equipment: Equipment;
  /** The elements that identify the patient and hold something, such as (0010,0020). */
  readonly fields: readonly string[];
  readonly patient: Phi | undefined;
  /** Why it could not be read, or not to where the wanted elements end; undefined when it was. */
  readonly unread: 'deflated' | 'unknown transfer syntax' | 'malformed' | undefined;
}

export interface Equipment {
  readonly modality?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly software?: string;
  readonly station?: string;
  readonly institution?: string;
  readonly deviceUid?: string;
  readonly udi?: string;
  readonly performedStation?: string;
  readonly performedStationAe?: string;
}

/** Longer values are no identity: they pass, and only count. */
const MAX_VALUE = 256;
const IDENTITY: ReadonlySet<Tag> = new Set([PATIENT_NAME, PATIENT_ID, ISSUER_OF_PATIENT_ID, BIRTH_DATE]);
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Collects them, element by element. */
export class SubjectMatter {
  readonly #equipment: Record<string, string> = {};
  readonly #identity = new Map<Tag, string>();
  readonly #fields = new Set<string>();

  wants(tag: Tag, length: number): number {
    if (length > 0 && isIdentifying(tag)) this.#fields.add(tagName(tag));
    return length <= MAX_VALUE && (EQUIPMENT.has(tag) || IDENTITY.has(tag)) ? length : 0;
  }

  found(tag: Tag, value: Uint8Array): void {
    const name = EQUIPMENT.get(tag);
    if (name === undefined) this.#identity.set(tag, trimmed(latin1(value)));
    else {
      const text = trimmed(decode(value));
      if (text !== '') this.#equipment[name] = text;
    }
  }

  get equipment(): Equipment {
    return this.#equipment;
  }

  get fields(): readonly string[] {
    return [...this.#fields];
  }

  /** @param asks Whether this is a query, in which a value with wildcards, or a name alone, means nobody in particular. */
  patient(asks: boolean): Phi | undefined {
    const value = (tag: Tag) => this.#identity.get(tag) ?? '';
    const id = value(PATIENT_ID);
    if (asks) return id === '' || /[*?\\]/.test(id) ? undefined : Phi.of(`${id}\n${value(ISSUER_OF_PATIENT_ID)}`);
    if (id !== '') return Phi.of(`${id}\n${value(ISSUER_OF_PATIENT_ID)}`);
    const name = value(PATIENT_NAME);
    return name === '' ? undefined : Phi.of(`${name}\n${value(BIRTH_DATE)}`);
  }
}

/** Specific character sets are told in (0008,0005): what is valid UTF-8 and not ASCII is nothing else. */
function decode(value: Uint8Array): string {
  try {
    return UTF8.decode(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return latin1(value);
  }
}
