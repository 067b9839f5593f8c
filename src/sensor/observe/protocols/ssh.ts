/** What SSH tells of both ends. */
import type { SshEvent } from '../../dissect/protocols/ssh.ts';
import type { Notes } from '../notes.ts';

export function observeSsh(event: SshEvent, notes: Notes): void {
  switch (event.kind) {
    case 'identification':
      notes.attribute('sender', 'ssh-software', event.software);
      // 1.99 offers both; what comes of it shows in the proposals.
      if (event.version !== '1.99' && event.version !== '2.0') {
        notes.encryption({ kind: 'ssh', version: event.version });
      }
      return;
    case 'proposal':
      notes.attribute('sender', event.from === 'client' ? 'ssh-hassh' : 'ssh-hassh-server', event.hassh);
      notes.role('sender', event.from === 'client' ? 'ssh-client' : 'ssh-server');
      return notes.encryption({ kind: 'ssh', version: '2.0' });
    case 'agreement':
      return notes.encryption({ kind: 'ssh', cipher: event.cipher ?? null, group: event.keyExchange ?? null });
  }
}
