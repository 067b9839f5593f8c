/** DNS messages in a stream to test with. */
import { query, response, u16 } from './dns.samples.ts';

export const framed = (message: Uint8Array): Uint8Array => Uint8Array.from([...u16(message.length), ...message]);
export const dialogue = [
  ['originator', framed(query)],
  ['responder', framed(response)],
  ['originator', framed(query)],
] as const;
