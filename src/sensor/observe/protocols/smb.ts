/** What SMB tells of who shares files with whom. */
import type { SmbEvent, SmbNegotiated } from '../../dissect/protocols/smb-event.ts';
import type { Notes } from '../notes.ts';
import { observeNtlmssp } from './ntlmssp.ts';

export function observeSmb(event: SmbEvent, notes: Notes): void {
  switch (event.kind) {
    case 'negotiated':
      return observeNegotiated(event, notes);
    case 'login':
      notes.attribute('sender', 'smb-os', event.os);
      notes.attribute('sender', 'smb-software', event.lanManager);
      if (event.ntlm !== undefined) observeNtlmssp(event.ntlm, notes);
      else if (event.user) notes.action('LOGIN');
      return;
    case 'names':
      notes.attribute('sender', 'netbios-name', event.calling);
      return notes.attribute('receiver', 'netbios-name', event.called, 0.7);
    case 'command':
      return notes.action(event.name);
    case 'encrypted':
      return notes.encryption({ kind: 'smb', version: event.dialect ?? null, cipher: event.cipher ?? null });
  }
}

function observeNegotiated({ dialect, signing, serverGuid, cipher }: SmbNegotiated, notes: Notes): void {
  notes.role('sender', 'file-server');
  notes.role('receiver', 'file-client');
  notes.attribute('sender', 'smb-dialect', dialect);
  notes.attribute('sender', 'smb-signing', signing);
  notes.attribute('sender', 'smb-server-guid', serverGuid);
  notes.attribute('sender', 'smb-cipher', cipher);
}
