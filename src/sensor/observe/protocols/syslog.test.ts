import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { audit, login, old } from '../../dissect/protocols/syslog.samples.ts';
import { syslog } from '../../dissect/protocols/syslog.ts';
import type { SyslogMessage } from '../../dissect/protocols/syslog/message.ts';
import { facts } from '../notes.samples.ts';
import { observeSyslog } from './syslog.ts';

function observed(bytes: Uint8Array): readonly string[] {
  const events: SyslogMessage[] = [];
  syslog.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return facts(observeSyslog, ...events);
}

test('a message tells who reports', () => {
  expect(observed(old)).toEqual([
    'protocol syslog',
    'sender is syslog-client',
    'receiver is syslog-server',
    'sender syslog-host pump-gw',
    'sender syslog-application sshd',
  ]);
});

test('an audit message tells what was done, which systems took part, and that a patient is named', () => {
  expect(observed(audit).slice(5)).toEqual([
    'does audit DICOM Instances Accessed R',
    'sender is audit-source',
    'receiver is audit-repository',
    'sender atna-source VIEWER@ct-1',
    'sender atna-site Radiology',
    '10.0.0.155 audited-ae-title VIEWER',
    '10.0.0.155 audited-ae-title VIEWER2',
    'data patient-identity ParticipantObjectID ParticipantObjectName',
  ]);
  expect(observed(login)).toContain('does audit User Authentication E failed');
});
