/** What SNMP tells: who manages whom, how the agent describes its device, and passwords that travel in the clear. */
import type { SnmpEvent } from '../../dissect/protocols/snmp.ts';
import type { Notes, Who } from '../notes.ts';

/** What somebody wrote into the device, rather than its maker. */
const CONFIGURED = 0.8;

export function observeSnmp(event: SnmpEvent, notes: Notes): void {
  const { operation } = event;
  if (event.community) notes.data('credential', ['community']);
  if (event.security?.encrypted === true) notes.encryption({ kind: 'snmpv3', version: '3' });
  if (operation === 'RESPONSE' || operation === 'REPORT') {
    notes.role('sender', 'snmp-agent');
    notes.role('receiver', 'snmp-manager');
    describe('sender', event, notes);
  } else if (operation === 'TRAP') {
    notes.action(operation);
    const agent = agentOf(event);
    notes.role(agent, 'snmp-agent');
    describe(agent, event, notes);
  } else if (operation !== undefined) {
    notes.action(operation);
    if (operation !== 'INFORM') notes.role('sender', 'snmp-manager');
  }
}

/** A trap may be passed on by another than the agent that it names. */
const agentOf = ({ agentAddress }: SnmpEvent): Who =>
  agentAddress === undefined || agentAddress === '0.0.0.0' ? 'sender' : { address: agentAddress };

function describe(who: Who, { description, engine }: SnmpEvent, notes: Notes): void {
  notes.attribute(who, 'snmp-sysdescr', description.sysDescr);
  notes.attribute(who, 'snmp-sysobjectid', description.sysObjectId);
  notes.attribute(who, 'snmp-sysname', description.sysName, CONFIGURED);
  notes.attribute(who, 'snmp-engine', engine);
  notes.attribute(who, 'snmp-device', description.deviceDescr, CONFIGURED);
  notes.attribute(who, 'snmp-manufacturer', description.manufacturer);
  notes.attribute(who, 'snmp-model', description.model);
  notes.attribute(who, 'snmp-serial', description.serial);
  notes.attribute(who, 'snmp-firmware', description.firmware);
  notes.attribute(who, 'snmp-software', description.software);
}
