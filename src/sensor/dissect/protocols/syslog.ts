/**
 * Syslog: which machine and which program of it reports to whom; and the audit messages of medical systems in it.
 *
 * What a message says is never told: it may name patients and people.
 *
 * @see RFC 5424 section 6, RFC 5426 (UDP), RFC 3164 section 4; DICOM PS3.15 annex A.5 and IHE ITI TF-2 section 3.20 (audit)
 */
import type { DatagramDissector } from '../dissector.ts';
import { beginsSyslog, readSyslog, type SyslogMessage } from './syslog/message.ts';

export const syslog: DatagramDissector<SyslogMessage> = {
  name: 'syslog',
  transport: 'udp',
  ports: [514],

  probe: (head) => beginsSyslog(head) === true,

  dissect(datagram, _side, emit) {
    emit(readSyslog(datagram.rest()));
  },
};
