/**
 * What laboratory analysers and their host say to each other: ASTM E1394 records, today CLSI LIS02-A2, in the frames of
 * ASTM E1381, today LIS01-A2, or bare.
 *
 * Results, names and specimen numbers are never told, only in which fields there were some.
 *
 * @see CLSI LIS01-A2 sections 6.2 to 6.5 (frames, checksum), LIS02-A2 sections 5 (delimiters), 6 (header), 7 (patient), 8
 * (order), 9 (result), 11 (request), 12 (terminator)
 */
import { latin1 } from '../../../lib/reader.ts';
import { alike, Gap, type StreamDissector, take } from '../dissector.ts';
import { Control, Link } from './astm/link.ts';
import { type AstmRecord, Records } from './astm/records.ts';

export type AstmEvent =
  | AstmRecord
  | { readonly protocol: 'astm'; readonly kind: 'refused' }
  | { readonly protocol: 'astm'; readonly kind: 'malformed'; readonly reason: string };

/** Acknowledgements and enquiries before the first frame: each tells too little alone. */
const MAX_CONTROLS = 32;
/** A header with its own delimiters in a frame; without one, only with the usual ones. */
const FRAMED =
  /^[0-7]H([!-/:-@[-`{-~])(?!\1)([!-/:-@[-`{-~])(?!\1|\2)([!-/:-@[-`{-~])(?!\1|\2|\3)[!-/:-@[-`{-~](\1|\r)/;
const BARE = /^H\|\\\^&[|\r]/;
/** A record further on, where the capture joins half-way. */
const LATER = /^[0-7][PORQCML]\|\d{1,4}[|\r]/;
const LONGEST = 9;

export const astm: StreamDissector<AstmEvent> = {
  name: 'astm',
  transport: 'tcp',
  ports: [],

  probe(head) {
    let at = 0;
    while (at < head.length && isControl(head[at])) at += 1;
    if (at > MAX_CONTROLS) return false;
    const text = latin1(head.subarray(at, at + LONGEST));
    if (BARE.test(text)) return true;
    const frame = text.charCodeAt(0) === Control.stx ? text.slice(1) : '';
    if (FRAMED.test(frame) || LATER.test(frame)) return true;
    return couldBecome(text) ? undefined : false;
  },

  open: alike(function* (_side, emit) {
    const link = new Link();
    const records = new Records(emit);
    for (;;) {
      try {
        const said = link.feed((yield* take(1)).u8());
        if (said === undefined) continue;
        if (said.kind === 'record') records.read(said.text);
        else if (said.kind === 'refused') emit({ protocol: 'astm', kind: 'refused' });
        else if (said.kind === 'end') records.end();
        else emit({ protocol: 'astm', kind: 'malformed', reason: said.reason });
      } catch (error) {
        // Instruments stay connected for weeks: the next frame or record begins afresh.
        if (!(error instanceof Gap)) throw error;
        link.lose();
      }
    }
  }),
};

const isControl = (byte: number | undefined): boolean =>
  byte === Control.enq || byte === Control.ack || byte === Control.nak || byte === Control.eot;

/** Each place of a beginning, tested alone: what is too short to be recognised may still grow into one. */
function couldBecome(text: string): boolean {
  if (text.length >= LONGEST) return false;
  if ('H|\\^&'.startsWith(text)) return true;
  if (!'\x02'.startsWith(text.slice(0, 1)) || !/^[0-7]?$/.test(text.slice(1, 2))) return false;
  const record = text.slice(2);
  return /^(H[!-/:-@[-`{-~]{0,4})?$/.test(record) || /^[PORQCML](\|\d{0,4})?$/.test(record);
}
