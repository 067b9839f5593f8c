/** Kerberos over UDP: a message is a datagram. @see kerberos-message.ts */
import type { DatagramDissector } from '../dissector.ts';
import { beginsKerberos, type KerberosEvent, readKerberos } from './kerberos-message.ts';

export const kerberos: DatagramDissector<KerberosEvent> = {
  name: 'kerberos',
  transport: 'udp',
  ports: [88],
  probe: beginsKerberos,
  dissect: (datagram, _side, emit) => emit(readKerberos(datagram)),
};
