/** What remote procedure calls tell: which machine uses which service of another. */
import type { DcerpcEvent } from '../../dissect/protocols/dcerpc.ts';
import type { Notes } from '../notes.ts';
import { observeNtlmssp } from './ntlmssp.ts';

/** Names of interfaces by which machines are administered, and attacked. @see MS-RPCE, MS-SCMR, MS-SAMR, MS-DRSR … */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['e1af8308-5d1f-11c9-91a4-08002b14a0fa', 'epmapper'],
  ['12345778-1234-abcd-ef00-0123456789ab', 'lsarpc'],
  ['12345778-1234-abcd-ef00-0123456789ac', 'samr'],
  ['12345678-1234-abcd-ef00-01234567cffb', 'netlogon'],
  ['12345678-1234-abcd-ef00-0123456789ab', 'spoolss'],
  ['367abb81-9844-35f1-ad32-98f038001003', 'svcctl'],
  ['338cd001-2244-31f1-aaaa-900038001003', 'winreg'],
  ['4b324fc8-1670-01d3-1278-5a47bf6ee188', 'srvsvc'],
  ['6bffd098-a112-3610-9833-46c3f87e345a', 'wkssvc'],
  ['e3514235-4b06-11d1-ab04-00c04fc2dcd2', 'drsuapi'],
  ['1ff70682-0a51-30e8-076d-740be8cee98b', 'atsvc'],
  ['000001a0-0000-0000-c000-000000000046', 'ISystemActivator'],
]);

export function observeDcerpc(event: DcerpcEvent, notes: Notes): void {
  if (event.kind === 'ntlm') return observeNtlmssp(event.ntlm, notes);
  if (event.kind === 'bound') return notes.role('sender', 'dcerpc-server');
  notes.role('sender', 'dcerpc-client');
  for (const uuid of event.interfaces) notes.action(`bind ${NAMES.get(uuid) ?? uuid}`);
}
