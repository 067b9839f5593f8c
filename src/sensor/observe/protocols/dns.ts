/** What DNS tells: who asks, who answers, and the names of the addresses in answers, which are others' words. */
import type { MalformedDns } from '../../dissect/protocols/dns-tcp.ts';
import type { DnsEvent } from '../../dissect/protocols/dns.ts';
import type { Notes } from '../notes.ts';
import { reverseAddress } from './dns-reverse.ts';

const PTR = 12;
/** A name is what somebody called an address once: many have several, and some pass from host to host. */
const HEARSAY = 0.5;
/** Who keeps the reverse zone answers for the address. */
const REVERSE = 0.6;
/** A host that updates its own entry names itself. */
const UPDATED = 0.8;

export function observeDns(event: DnsEvent | MalformedDns, notes: Notes): void {
  if (event.kind === 'malformed') return;
  notes.protocol('dns');
  if (event.kind === 'query') {
    notes.action(event.operation);
    notes.role('sender', 'dns-client');
  } else {
    notes.role('sender', 'dns-server');
    notes.role('receiver', 'dns-client');
  }
  if (event.operation === 'UPDATE') nameAddresses(event, notes, UPDATED);
  else if (event.kind === 'response') nameAddresses(event, notes, HEARSAY);
}

function nameAddresses(event: DnsEvent, notes: Notes, confidence: number): void {
  const asked = event.questions[0]?.name;
  for (const { section, name, type, address, target } of event.records) {
    if (address !== undefined) {
      notes.attribute({ address }, 'dns-name', name, confidence);
      // At the end of a chain of aliases, people know the name at its beginning.
      if (section === 'answer' && asked !== name) notes.attribute({ address }, 'dns-name', asked, confidence);
    } else if (type === PTR) {
      const about = reverseAddress(name);
      if (about !== undefined) notes.attribute({ address: about }, 'dns-name', target, REVERSE);
    }
  }
}
