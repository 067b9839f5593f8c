/** What the opening of a conversation tells of the system that opens it. */
import type { ProtocolEvent } from '../../dissect/dissector.ts';
import type { Notes } from '../notes.ts';

export interface TcpEvent extends ProtocolEvent {
  readonly protocol: 'tcp';
  readonly kind: 'opening';
  readonly fingerprint: string;
}

export function observeTcp(event: TcpEvent, notes: Notes): void {
  notes.attribute('sender', 'tcp-fingerprint', event.fingerprint, 0.8);
}
