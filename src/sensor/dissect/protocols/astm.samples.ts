/** LIS01-A2 frames and the records in them, to test with. */
import { Buffer } from 'node:buffer';

const [STX, ETX, ETB] = ['\x02', '\x03', '\x17'];

/** One frame: its number, text and checksum. */
export function frame(number: number, text: string, last = true): Buffer {
  const body = `${number % 8}${text}${last ? ETX : ETB}`;
  const sum = Buffer.from(body, 'latin1').reduce((a, b) => a + b, 0) & 0xff;
  return Buffer.from(`${STX}${body}${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`, 'latin1');
}

export const header = 'H|\\^&||s3cret|Cobas 6000^c501^05.02.11^7788|||||LIS||P|LIS2-A2|20260101120000\r';
const records = [
  header,
  'P|1|4711||0815|Doe^Jane||19700101|F\r',
  'O|1|BC-99381||^^^687|R||||||N\r',
  'R|1|^^^687|28.6|U/L||N||F||nurse7|||c501-A\r',
  'C|1|I|called Dr. Doe|G\r',
  'L|1|N\r',
];
/** A frame for each record, the third of which is broken in two. */
export const results: readonly Buffer[] = records.flatMap((text, n) =>
  n === 2 ? [frame(7, text.slice(0, 9), false), frame(3, text.slice(9))] : [frame(n + 1, text)],
);
export const bare = Buffer.from(records.join(''), 'latin1');
export const query = frame(1, 'H|\\^&|||XN-1000\rQ|1|4711^BC-99381||ALL\rL|1|N\r');
export const order = frame(1, 'H|\\^&|||LIS|||||XN-1000\rP|1|4711\rO|1|BC-99381||^^^WBC\rL|1|F\r');

export const [ENQ, ACK, EOT] = [Buffer.of(5), Buffer.of(6), Buffer.of(4)];
export const dialogue = [
  ['originator', ENQ],
  ['responder', ACK],
  ...results.flatMap((bytes) => [['originator', bytes] as const, ['responder', ACK] as const]),
  ['originator', EOT],
  ['originator', Buffer.concat([ENQ, query, EOT])],
  ['responder', Buffer.concat([ENQ, order, EOT])],
] as const;
