/**
 * NTP: who sets whose clock, and the modes by which a server is asked about itself, or abused.
 *
 * @see RFC 5905 section 7 (time), RFC 9327 (control, mode 6); mode 7 is ntpd's own
 */
import { ipv4Text } from '../../../lib/address.ts';
import { type Reader, Violation } from '../../../lib/reader.ts';
import type { DatagramDissector, ProtocolEvent } from '../dissector.ts';
import { isControl, isPrivate, isTime } from './ntp-probe.ts';

export type NtpEvent = NtpTime | NtpControl;

export interface NtpTime extends ProtocolEvent {
  readonly protocol: 'ntp';
  readonly kind: 'symmetric' | 'client' | 'server' | 'broadcast';
  readonly version: number;
  /** How far its clock is from a reference clock: that has 0, and 16 has none. */
  readonly stratum: number;
  /** The kind of reference clock, or the address of the server above; undefined when there is none. */
  readonly reference: string | undefined;
}

export interface NtpControl extends ProtocolEvent {
  readonly protocol: 'ntp';
  readonly kind: 'control' | 'private';
  readonly response: boolean;
  /** What is asked for, as a number of mode 6 or 7. */
  readonly operation: number;
  /** What a server says of its program and the system below. */
  readonly software: string | undefined;
  readonly system: string | undefined;
}

const KINDS: Readonly<Record<number, NtpTime['kind']>> = {
  1: 'symmetric',
  2: 'symmetric',
  3: 'client',
  4: 'server',
  5: 'broadcast',
};
const CONTROL = 6;
const PRIVATE = 7;

export const ntp: DatagramDissector<NtpEvent> = {
  name: 'ntp',
  transport: 'udp',
  ports: [123],

  probe(head) {
    const mode = (head[0] ?? 0) & 7;
    if (mode === CONTROL) return isControl(head);
    return mode === PRIVATE ? isPrivate(head) : mode in KINDS && isTime(head);
  },

  dissect(datagram, _side, emit) {
    const first = datagram.u8();
    const [version, mode] = [(first >> 3) & 7, first & 7];
    const kind = KINDS[mode];
    if (kind !== undefined) emit(readTime(kind, version, datagram));
    else if (mode === CONTROL) emit(readControl(datagram));
    else if (mode === PRIVATE) emit(readPrivate(first, datagram));
    else throw new Violation(`mode ${mode} does not exist`);
  },
};

function readTime(kind: NtpTime['kind'], version: number, datagram: Reader): NtpTime {
  const stratum = datagram.u8();
  datagram.skip(10); // poll, precision, root delay and dispersion
  const reference = datagram.sub(4);
  datagram.skip(32); // four timestamps
  return { protocol: 'ntp', kind, version, stratum, reference: readReference(stratum, reference) };
}

/** Four letters up to stratum 1, and from there on an address; of an IPv6 server it is a part of a hash. */
function readReference(stratum: number, reference: Reader): string | undefined {
  if (stratum > 1) {
    const address = ipv4Text(reference.u32());
    return address === '0.0.0.0' ? undefined : address;
  }
  const letters = reference.text(4).replace(/[\0 ]+$/, '');
  return /^[!-~]+$/.test(letters) ? letters : undefined;
}

function readControl(datagram: Reader): NtpControl {
  const flags = datagram.u8();
  datagram.skip(8); // sequence, status, association, offset
  const variables = datagram.text(datagram.u16());
  return {
    protocol: 'ntp',
    kind: 'control',
    response: (flags & 0x80) !== 0,
    operation: flags & 0x1f,
    software: variable('version', variables),
    system: variable('system', variables),
  };
}

const variable = (name: string, variables: string): string | undefined =>
  new RegExp(`(?:^|[,\\s])${name}="([^"]{1,200})"`).exec(variables)?.[1];

function readPrivate(first: number, datagram: Reader): NtpControl {
  datagram.skip(2); // sequence, implementation
  const response = (first & 0x80) !== 0;
  const operation = datagram.u8();
  return { protocol: 'ntp', kind: 'private', response, operation, software: undefined, system: undefined };
}
