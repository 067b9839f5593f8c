/** What IntelliVue Data Export tells: the monitor, who reads from it, and that it hands out a patient's data in the clear. */
import type { Found } from '../../dissect/protocols/intellivue/attributes.ts';
import type { IntellivueEvent } from '../../dissect/protocols/intellivue.ts';
import type { Notes, Who } from '../notes.ts';

/** Where a monitor stands is what somebody wrote into it. */
const CONFIGURED = 0.8;

export function observeIntellivue(event: IntellivueEvent, notes: Notes): void {
  if (event.kind === 'association') {
    notes.action(`association ${event.step}`);
    if (event.step === 'request') take('receiver', 'sender', notes);
    else if (event.step === 'accept' || event.step === 'refuse') take('sender', 'receiver', notes);
  } else if (event.kind === 'poll') {
    notes.action(`poll ${event.of}`);
    take('receiver', 'sender', notes);
  } else {
    notes.role('sender', 'patient-monitor');
    if (event.kind === 'system') notes.action(event.event);
    if (event.kind === 'data') notes.role('receiver', 'patient-monitor-client');
    describe(event.found, notes);
    const { identity, content, patient } = event.found;
    if (identity.length > 0) notes.data('patient-identity', identity, patient);
    if (content.length > 0) notes.data('observation', content, patient);
  }
}

function take(monitor: Who, client: Who, notes: Notes): void {
  notes.role(monitor, 'patient-monitor');
  notes.role(client, 'patient-monitor-client');
}

function describe(found: Found, notes: Notes): void {
  notes.attribute('sender', 'intellivue-manufacturer', found.manufacturer);
  notes.attribute('sender', 'intellivue-model', found.model);
  notes.attribute('sender', 'intellivue-serial', found.serial);
  notes.attribute('sender', 'intellivue-software', found.software);
  notes.attribute('sender', 'intellivue-hardware', found.hardware);
  notes.attribute('sender', 'intellivue-system-id', found.systemId);
  notes.attribute('sender', 'intellivue-bed', found.bed, CONFIGURED);
}
