/**
 * Masimo's ASCII output: the line that a pulse oximeter writes each second, through a serial server on TCP.
 *
 * A line is date, time, in all but the oldest the serial number, then names and values: `SPO2=098% BPM=096 PI=03.95% …
 * ALARM=0000 EXC=000800`. A value of hyphens is none. Values are never told, only which were there.
 *
 * Sure is all of the above, which mdpnp and others that read it show. The line names neither the model nor a patient.
 *
 * @see Masimo, Radical-7 and Rad-8 operator's manuals, "Serial interface", ASCII 1
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import { alike, Gap, type ProtocolEvent, type StreamDissector, until } from '../dissector.ts';

export interface MasimoLine extends ProtocolEvent {
  readonly protocol: 'masimo';
  readonly kind: 'line';
  readonly serial: string | undefined;
  /** The names of the values that are there, such as `SPO2`. */
  readonly fields: readonly string[];
}

const LINE_FEED = 0x0a;
/** How a line begins, without what ended the one before, and what each character of it may be: 9 is any digit. */
const BEGINNINGS = ['99/99/99 99:99:99 SN=9999999999 SPO2=', '99/99/99 99:99:99 SPO2='];
const SERIAL = / SN=(\d{10}) /;
const VALUE = / ([A-Z][A-Z0-9]{1,11})=(\S{1,16})/g;
/** What is no measurement. */
const OTHER = new Set(['SN', 'ALARM', 'EXC', 'RESVD']);
const MAX_LINE = 512;
const MAX_VALUES = 32;
/** So many lines in a row that are none of these say that this is something else. */
const MAX_MALFORMED = 16;

export const masimo: StreamDissector<MasimoLine> = {
  name: 'masimo',
  transport: 'tcp',
  ports: [],

  probe(head) {
    let start = 0;
    while (start < 4 && (head[start] === LINE_FEED || head[start] === 0x0d)) start += 1;
    const text = latin1(head.subarray(start, start + 40));
    const possible = BEGINNINGS.filter((beginning) => fits(text, beginning));
    if (possible.length === 0) return false;
    return possible.some((beginning) => text.length >= beginning.length) || undefined;
  },

  open: alike(function* (_side, emit) {
    for (let malformed = 0; malformed < MAX_MALFORMED;) {
      try {
        const line = latin1((yield* until(LINE_FEED)).rest()).trim();
        if (line === '') continue;
        if (BEGINNINGS.some((beginning) => line.length >= beginning.length && fits(line, beginning))) {
          malformed = 0;
          emit(readLine(line.slice(0, MAX_LINE)));
        } else malformed += 1;
      } catch (error) {
        // A line that is cut is not read; the next one is.
        if (!(error instanceof Gap)) throw error;
      }
    }
    throw new Violation(`${MAX_MALFORMED} lines in a row that are none of an oximeter's`);
  }),
};

/** Whether text is as a beginning wants it, as far as either goes. */
function fits(text: string, beginning: string): boolean {
  const length = Math.min(text.length, beginning.length);
  for (let at = 0; at < length; at++) {
    const [is, wanted] = [text.charAt(at), beginning.charAt(at)];
    if (wanted === '9' ? !/\d/.test(is) : is !== wanted) return false;
  }
  return true;
}

function readLine(line: string): MasimoLine {
  const fields: string[] = [];
  for (const [, name = '', value = ''] of line.matchAll(VALUE)) {
    if (fields.length === MAX_VALUES) break;
    if (!OTHER.has(name) && /\d/.test(value)) fields.push(name);
  }
  return { protocol: 'masimo', kind: 'line', serial: SERIAL.exec(line)?.[1], fields };
}
