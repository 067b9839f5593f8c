/** LLMNR messages to test with. */
import { ASKED, message, named, question, record } from './dns.samples.ts';

const asked = question(named('NURSE-PC-3'), 1);
export const query = message(0, [[asked]]);
export const response = message(0x8000, [[asked], [record(ASKED, 1, [10, 0, 0, 155])]]);
export const dialogue = [
  ['originator', query],
  ['responder', response],
] as const;
