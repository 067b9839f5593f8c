/** What NetBIOS datagrams tell of the machine that sends them: its name, and how old its Windows is. */
import type { NbdgmEvent } from '../../dissect/protocols/nbdgm.ts';
import type { Notes, Who } from '../notes.ts';

/** Suffixes of names that are a machine's own; others may be a person's or an application's. */
const MACHINES = new Set([0x00, 0x20]);
/** Samba says what its administrator wants it to say. */
const ANNOUNCED = 0.6;

export function observeNbdgm({ source, windowsVersion }: NbdgmEvent, notes: Notes): void {
  // Somebody else may have forwarded it; behind a translator, the address within is of no use.
  const who: Who = source.address === notes.sender.address ? 'sender' : { address: source.address };
  if (MACHINES.has(source.suffix)) notes.attribute(who, 'netbios-name', source.name);
  if (windowsVersion !== undefined) notes.attribute(who, 'smb-os', `Windows ${windowsVersion}`, ANNOUNCED);
}
