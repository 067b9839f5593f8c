/** What NTP tells: who sets whose clock, from which reference, and who asks servers about themselves. */
import type { NtpControl, NtpEvent, NtpTime } from '../../dissect/protocols/ntp.ts';
import type { Notes } from '../notes.ts';

export function observeNtp(event: NtpEvent, notes: Notes): void {
  if ('stratum' in event) observeTime(event, notes);
  else observeControl(event, notes);
}

function observeTime({ kind, stratum, reference }: NtpTime, notes: Notes): void {
  if (kind === 'client') {
    notes.role('sender', 'ntp-client');
    return;
  }
  notes.role('sender', kind === 'symmetric' ? 'ntp-peer' : 'ntp-server');
  if (kind === 'server') notes.role('receiver', 'ntp-client');
  // A kiss of death, stratum 0, gives a reason instead of a reference.
  if (stratum > 0) notes.attribute('sender', 'ntp-reference', reference);
}

function observeControl({ kind, response, software, system }: NtpControl, notes: Notes): void {
  if (response) notes.role('sender', 'ntp-server');
  else notes.action(kind === 'control' ? 'CONTROL' : 'PRIVATE');
  notes.attribute('sender', 'ntp-software', software);
  notes.attribute('sender', 'ntp-system', system);
}
