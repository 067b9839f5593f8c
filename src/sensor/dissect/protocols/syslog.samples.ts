/** Syslog messages, some with audit messages of medical systems, to test with. */
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));

export const old = text('<34>Oct 11 22:14:15 pump-gw sshd[4123]: Failed password for jdoe from 10.0.0.9');
export const cisco = text('<189>4711: *Mar  1 18:46:11.123 UTC: %SYS-5-CONFIG_I: Configured from console by jdoe');
export const bare = text('<30>dnsmasq[123]: query[A] doe.example');
export const started = text('<165>1 2026-01-01T12:00:00.003Z pacs.example archive 8710 ID47 - patient Doe opened');
export const audit = text(
  '<85>1 2026-01-01T12:00:00+01:00 ct-1 viewer 1234 IHE+RFC-3881 - \ufeff<?xml version="1.0" encoding="UTF-8"?>' +
    '<AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2026-01-01T12:00:00" EventOutcomeIndicator="0">' +
    '<EventID csd-code="110103" codeSystemName="DCM" originalText="DICOM Instances Accessed"/></EventIdentification>' +
    '<ActiveParticipant UserID="jdoe" AlternativeUserID="AETITLES=VIEWER;VIEWER2" UserName="Dr. Jekyll" UserIsRequestor="true"' +
    ' NetworkAccessPointID="10.0.0.155" NetworkAccessPointTypeCode="2"><RoleIDCode csd-code="110153"/></ActiveParticipant>' +
    '<ActiveParticipant UserID="archive" UserIsRequestor="false" NetworkAccessPointID="pacs.example"' +
    ' NetworkAccessPointTypeCode="1"/>' +
    '<AuditSourceIdentification AuditEnterpriseSiteID="Radiology" AuditSourceID="VIEWER@ct-1" code="1"/>' +
    '<ParticipantObjectIdentification ParticipantObjectID="1.2.840.1" ParticipantObjectTypeCode="2"' +
    ' ParticipantObjectTypeCodeRole="3"><ParticipantObjectName>Doe CT</ParticipantObjectName>' +
    '</ParticipantObjectIdentification>' +
    '<ParticipantObjectIdentification ParticipantObjectID="MRN4711^^^MAIN" ParticipantObjectTypeCode="1"' +
    ' ParticipantObjectTypeCodeRole="1"><ParticipantObjectName>Doe^Jane</ParticipantObjectName>' +
    '</ParticipantObjectIdentification></AuditMessage>',
);
/** As RFC 3881 itself writes it. */
export const login = text(
  "<85>Jan  1 12:00:00 ct-1 atna: <AuditMessage><EventIdentification EventActionCode='E' EventOutcomeIndicator='8'>" +
    "<EventID code='110114' codeSystemName='DCM'/></EventIdentification><ActiveParticipant UserID='jdoe'/>" +
    "<AuditSourceIdentification AuditSourceID='CT 1'/></AuditMessage>",
);
export const dialogue = [
  ['originator', old],
  ['originator', audit],
  ['originator', started],
  ['originator', cisco],
  ['originator', bare],
  ['originator', login],
] as const;
