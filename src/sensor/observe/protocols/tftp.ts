/** What TFTP tells: who fetches and leaves files, and where. */
import type { TftpEvent } from '../../dissect/protocols/tftp.ts';
import type { Notes } from '../notes.ts';

export function observeTftp(event: TftpEvent, notes: Notes): void {
  notes.role('sender', 'tftp-client');
  notes.action(event.name);
}
