/**
 * TFTP: who fetches or leaves files without any proof of who it is. Names of files may be about anybody and are not told.
 *
 * @see RFC 1350 section 5, RFC 2347 (options)
 */
import { Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';

export interface TftpEvent extends ProtocolEvent {
  readonly protocol: 'tftp';
  readonly kind: 'request';
  /** Whether a file is fetched or left. */
  readonly name: 'RRQ' | 'WRQ';
}

const READ = 1;
const WRITE = 2;
/** A name that people can read, and how its bytes travel. */
const REQUEST = /^[\x20-\x7e]{1,255}\0(?:netascii|octet|mail)\0(?:[\x20-\x7e]{1,64}\0[\x20-\x7e]{0,64}\0){0,16}$/i;

export const tftp: DatagramDissector<TftpEvent> = {
  name: 'tftp',
  transport: 'udp',
  ports: [69],

  probe(head) {
    const operation = head[1] ?? 0;
    if (head[0] !== 0 || (operation !== READ && operation !== WRITE)) return false;
    return REQUEST.test(Buffer.from(head.subarray(2)).toString('latin1'));
  },

  /** Blocks of data go to another port, which the answer names: what comes here are requests. */
  dissect(datagram, _side, emit) {
    const operation = datagram.u16();
    if (operation !== READ && operation !== WRITE) throw new Violation(`an operation ${operation}`);
    emit({ protocol: 'tftp', kind: 'request', name: operation === READ ? 'RRQ' : 'WRQ' });
  },
};
