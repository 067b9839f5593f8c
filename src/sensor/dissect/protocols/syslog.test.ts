import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { Conversation } from '../conversation.ts';
import { syslogTcp } from './syslog-tcp.ts';
import { counted, line } from './syslog-tcp.samples.ts';
import { audit, bare, cisco, dialogue, login, old, started } from './syslog.samples.ts';
import { syslog } from './syslog.ts';
import type { SyslogMessage } from './syslog/message.ts';

function read(bytes: Uint8Array): SyslogMessage | undefined {
  let found: SyslogMessage | undefined;
  syslog.dissect(new Reader(bytes), 'originator', (event) => (found = event));
  return found;
}

test.each([
  ['an old message', old, 'rfc3164', 'pump-gw', 'sshd', 4, 2],
  ['a new message', started, 'rfc5424', 'pacs.example', 'archive', 20, 5],
  ['one of a switch, which leaves its name out', cisco, 'rfc3164', undefined, undefined, 23, 5],
  ['one without a time', bare, 'other', undefined, 'dnsmasq', 3, 6],
])('%s tells its host and application', (_, bytes, format, host, application, facility, severity) => {
  expect(read(bytes)).toMatchObject({ format, facility, severity, audit: undefined });
  expect(read(bytes)).toMatchObject({ host, application });
});

test('an audit message tells what was done by which system, and that it was about a patient', () => {
  expect(read(audit)?.audit).toMatchObject({
    event: 'DICOM Instances Accessed',
    action: 'R',
    success: true,
    source: 'VIEWER@ct-1',
    site: 'Radiology',
    systems: [{ address: '10.0.0.155', aeTitles: ['VIEWER', 'VIEWER2'] }],
    fields: ['ParticipantObjectID', 'ParticipantObjectName'],
    patients: [{}],
  });
  expect(read(login)?.audit).toMatchObject({
    event: 'User Authentication',
    action: 'E',
    success: false,
    source: 'CT 1',
  });
});

test('neither patients nor those who work there show', () => {
  const said = inspect(
    dialogue.map(([, bytes]) => read(bytes)),
    { depth: 9 },
  );
  for (const value of [/doe/i, /jekyll/i, '4711', '1.2.840', 'password', 'Configured']) expect(said).not.toMatch(value);
});

test('nothing of what stands behind the head of a message is told', () => {
  const head = fc.constantFrom('<13>Oct 11 22:14:15 host app: ', '<13>1 - host app - - - ', '<13>host ', '<13>');
  fc.assert(
    fc.property(head, fc.stringMatching(/^[A-Z]{6,12} [a-z]{3,9}$/), (start, secret) => {
      const said = inspect(read(Buffer.from(`${start}Q7 ${secret} was here`)), { depth: 9 });
      for (const word of secret.split(' ')) expect(said).not.toContain(word);
    }),
  );
});

test('a stream is read whether its messages are counted or stand on lines, and mixed', () => {
  const hosts: unknown[] = [];
  const talk = new Conversation(syslogTcp, (event) => hosts.push('host' in event ? event.host : event.kind));
  const bytes = [counted(audit), line(old), counted(started), line(bare), Buffer.from('\n'), counted(login)];
  talk.data('originator', Buffer.concat(bytes));
  expect(hosts).toEqual(['ct-1', 'pump-gw', 'pacs.example', undefined, 'ct-1']);
});

test('after a hole the next line is read', () => {
  const hosts: unknown[] = [];
  const talk = new Conversation(syslogTcp, (event) => hosts.push('host' in event ? event.host : event.kind));
  talk.data('originator', line(started).subarray(0, 20));
  talk.gap('originator', 10);
  talk.data('originator', Buffer.concat([line(started).subarray(30), line(old)]));
  expect(hosts).toEqual(['pump-gw']);
});

test('a stream that turns out to be something else is given up', () => {
  const kinds: unknown[] = [];
  const talk = new Conversation(syslogTcp, (event) => kinds.push(event.kind));
  talk.data('originator', Buffer.concat([line(old), Buffer.from('x y\n'.repeat(40))]));
  expect(kinds.at(-1)).toBe('lost');
  expect(kinds).toHaveLength(18);
});

test.each([
  ['XML', '<?xml version="1.0"?>'],
  ['a priority that does not exist', '<192>Oct 11 22:14:15 host'],
  ['a number with a zero in front', '<034>Oct 11 22:14:15 host'],
  ['bytes behind a priority', '<34>\x00\x01\x02\x03\x04\x05\x06\x07'],
  ['a number and a word', '200 OK, and more'],
  ['an answer of a mail server', '220 mail.example ESMTP'],
])('%s is no syslog', (_, value) => {
  expect(syslog.probe(Buffer.from(value, 'latin1'), 'originator')).toBe(false);
  expect(syslogTcp.probe(Buffer.from(value, 'latin1'), 'originator')).toBe(false);
});
