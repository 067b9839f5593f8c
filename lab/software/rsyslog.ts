/** rsyslog, who collects what machines report, and util-linux's logger, who reports. */
import type { Host } from '../host.ts';
import type { Patient } from '../patients.ts';
import { plays, tells, type Truth } from '../truth.ts';

const UDP = 514;
const TCP = 601;

export async function startCollector(host: Host): Promise<void> {
  const configuration = host.write(
    'rsyslog.conf',
    `global(workDirectory="${host.folder}")
module(load="imudp")
module(load="imtcp")
input(type="imudp" port="${UDP}")
input(type="imtcp" port="${TCP}")
*.* action(type="omfile" file="${host.folder}/messages")
`,
  );
  host.start(['rsyslogd', '-n', '-f', configuration, '-i', `${host.folder}/rsyslog.pid`]);
  await host.listening(UDP, 'udp');
  await host.listening(TCP);
  plays(host.truth, 'syslog-server');
}

/** Reports by datagrams, as network equipment does; each message is a conversation of its own. */
export async function report(
  truth: Truth,
  client: Host,
  server: Host,
  application: string,
  message: string,
): Promise<void> {
  const argv = ['logger', '-n', server.address, '-P', String(UDP), '-d', '--rfc5424=notq', '-t', application];
  await client.run([...argv, '--', message]);
  note(client, application);
  truth.flow(client.name, server.name, UDP, 'udp', 'syslog');
}

/** Reports over TCP that a patient's study was looked at. @see DICOM PS3.15 section A.5 */
export async function audit(
  truth: Truth,
  client: Host,
  server: Host,
  application: string,
  source: { readonly id: string; readonly site: string; readonly title: string },
  patient: Patient,
): Promise<void> {
  const event = '<EventID csd-code="110103" codeSystemName="DCM" originalText="DICOM Instances Accessed"/>';
  const coded = '<RoleIDCode csd-code="110153" codeSystemName="DCM" originalText="Source Role ID"/>';
  const message = `<?xml version="1.0" encoding="UTF-8"?><AuditMessage>\
<EventIdentification EventActionCode="R" EventDateTime="2026-03-02T08:15:00Z" EventOutcomeIndicator="0">${event}</EventIdentification>\
<ActiveParticipant UserID="${application}" AlternativeUserID="AETITLES=${source.title}" UserIsRequestor="false" \
NetworkAccessPointID="${client.address}" NetworkAccessPointTypeCode="2">${coded}</ActiveParticipant>\
<AuditSourceIdentification AuditEnterpriseSiteID="${source.site}" AuditSourceID="${source.id}"/>\
<ParticipantObjectIdentification ParticipantObjectID="${patient.id}" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1">\
<ParticipantObjectIDTypeCode csd-code="2" codeSystemName="RFC-3881" originalText="Patient Number"/>\
<ParticipantObjectName>${patient.family}^${patient.given}</ParticipantObjectName></ParticipantObjectIdentification></AuditMessage>`;
  const size = ['-S', '8KiB', '--octet-count', '--rfc5424=notq', '--msgid', 'DICOM+RFC3881'];
  const argv = ['logger', '-n', server.address, '-P', String(TCP), '-T', ...size, '-t', application];
  await client.run([...argv, '--', message]);
  note(client, application);
  tells(client.truth, 'syslog', { 'atna-source': source.id, 'atna-site': source.site });
  plays(client.truth, 'audit-source');
  plays(server.truth, 'audit-repository');
  truth.flow(client.name, server.name, TCP, 'tcp', 'syslog', {
    patients: 1,
    data: [{ category: 'patient-identity', items: 1, patients: 1 }],
  });
}

function note(client: Host, application: string): void {
  tells(client.truth, 'syslog', { 'syslog-host': client.name, 'syslog-application': application });
  plays(client.truth, 'syslog-client');
}
