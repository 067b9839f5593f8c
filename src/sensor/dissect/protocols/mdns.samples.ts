/** Multicast DNS messages to test with. */
import { message, named, question, record } from './dns.samples.ts';

const FLUSH = 0x8001;
const host = named('monitor-7.local');
const instance = [12, ...Buffer.from('Ward 3 / Bed'), ...named('_ipp._tcp.local')];
const text = (...texts: readonly string[]) => texts.flatMap((one) => [one.length, ...Buffer.from(one)]);

/** What a device answers of itself. */
export const announcement = message(
  0x8400,
  [
    [],
    [
      record(named('_services._dns-sd._udp.local'), 12, named('_ipp._tcp.local')),
      record(named('_ipp._tcp.local'), 12, instance),
      record(instance, 33, [0, 0, 0, 0, 0x02, 0x77, ...host], FLUSH),
      record(instance, 16, text('txtvers=1', 'ty=Canon MG5300 series', 'usb_MFG=Canon', 'note=for J. Doe', 'x'), FLUSH),
    ],
    [],
    [record(host, 1, [10, 0, 0, 155], FLUSH)],
  ],
  0,
);
/** Whether the name is free, and which address it is to have. */
export const claim = message(0, [[question(host, 255)], [], [record(host, 1, [10, 0, 0, 155])]], 0);
/** A question with an answer that another host gave before. */
export const knowing = message(
  0,
  [[question(named('_ipp._tcp.local'), 12)], [record(named('_ipp._tcp.local'), 12, instance)]],
  0,
);
export const dialogue = [
  ['originator', claim],
  ['originator', announcement],
  ['originator', knowing],
] as const;
