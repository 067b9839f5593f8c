/** EtherNet/IP datagrams to test with. */
import { identity, listIdentity } from './enip.samples.ts';

export const dialogue = [
  ['originator', listIdentity],
  ['responder', identity],
] as const;
