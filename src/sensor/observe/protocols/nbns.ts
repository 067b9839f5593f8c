/** What NetBIOS name service tells: which machine has which name and belongs to which workgroup. */
import type { NbnsEvent, NetbiosClaim } from '../../dissect/protocols/nbns.ts';
import type { Notes, Who } from '../notes.ts';

/** Suffixes of names that are a machine's own; others may be a person's or an application's. */
const MACHINES = new Set([0x00, 0x20]);
const DOMAIN_CONTROLLERS = 0x1c;
/** Nobody proves that a name is his, and any neighbour may answer first. */
const CLAIMED = 0.8;

export function observeNbns(event: NbnsEvent, notes: Notes): void {
  if (!event.response) notes.action(event.kind);
  for (const claim of event.claims) observeClaim(claim, notes);
}

function observeClaim({ name, suffix, group, address }: NetbiosClaim, notes: Notes): void {
  const who: Who = address === undefined || address === '0.0.0.0' ? 'sender' : { address };
  if (group && suffix === DOMAIN_CONTROLLERS) notes.role(who, 'domain-controller');
  if (!MACHINES.has(suffix)) return;
  notes.attribute(who, group ? 'netbios-group' : 'netbios-name', name, CLAIMED);
}
