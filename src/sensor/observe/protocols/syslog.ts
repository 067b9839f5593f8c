/** What syslog tells: the name of who reports and its programs, who collects, and what medical systems are audited for. */
import type { MalformedSyslog } from '../../dissect/protocols/syslog-tcp.ts';
import type { Audit } from '../../dissect/protocols/syslog/audit.ts';
import type { SyslogMessage } from '../../dissect/protocols/syslog/message.ts';
import type { Notes } from '../notes.ts';

/** A relay passes on what others report, in their names. */
const PERHAPS = 0.6;
/** What somebody else says of a machine. */
const HEARSAY = 0.5;

export function observeSyslog(event: SyslogMessage | MalformedSyslog, notes: Notes): void {
  notes.protocol('syslog');
  if (event.kind === 'malformed') return;
  notes.role('sender', 'syslog-client');
  notes.role('receiver', 'syslog-server');
  notes.attribute('sender', 'syslog-host', event.host, PERHAPS);
  notes.attribute('sender', 'syslog-application', event.application, PERHAPS);
  if (event.audit !== undefined) observeAudit(event.audit, notes);
}

function observeAudit(audit: Audit, notes: Notes): void {
  const outcome = audit.success ? '' : ' failed';
  notes.action(`audit ${[audit.event, audit.action].filter((word) => word !== '').join(' ')}${outcome}`);
  notes.role('sender', 'audit-source');
  notes.role('receiver', 'audit-repository');
  notes.attribute('sender', 'atna-source', audit.source, PERHAPS);
  notes.attribute('sender', 'atna-site', audit.site, PERHAPS);
  for (const { address, aeTitles } of audit.systems) {
    for (const title of aeTitles) notes.attribute({ address }, 'audited-ae-title', title, HEARSAY);
  }
  const [first, ...others] = audit.patients;
  if (audit.fields.length > 0) notes.data('patient-identity', audit.fields, first);
  for (const patient of others) notes.data('patient-identity', audit.fields, patient);
}
