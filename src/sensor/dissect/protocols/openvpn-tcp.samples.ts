/** OpenVPN conversations over TCP to test with. */
import { talk } from './openvpn.samples.ts';

export const dialogue = talk(0).map(
  ([side, bytes]) => [side, Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes])] as const,
);
