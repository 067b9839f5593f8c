/** What was spoken before TLS began names the conversation, and what both ends are to each other. */
import type { TlsUpgrade } from '../../dissect/protocols/tls-upgrade.ts';
import type { Notes } from '../notes.ts';

export function observeTlsUpgrade({ from }: TlsUpgrade, notes: Notes): void {
  notes.protocol(from ?? 'tls');
  if (from === undefined) return;
  notes.role('sender', `${from}-client`);
  notes.role('receiver', `${from}-server`);
}
