import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { answer, register } from './sip.samples.ts';
import { sip, type SipEvent } from './sip.ts';

function read(bytes: Uint8Array): SipEvent[] {
  const events: SipEvent[] = [];
  sip.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return events;
}

test('telephones and servers tell their software, and no number', () => {
  const [request, response] = [...read(register), ...read(answer)];
  expect(request).toEqual({
    protocol: 'sip',
    kind: 'request',
    method: 'REGISTER',
    userAgent: 'Phone 3.1',
    server: undefined,
    passedOn: false,
  });
  expect(response).toMatchObject({ kind: 'response', method: undefined, server: 'Exchange 9' });
  expect(JSON.stringify(request)).not.toContain('4711');
});

test('a request that others passed on is told from one that comes from its sender', () => {
  const text = register.toString().replace('From:', 'v: SIP/2.0/UDP 192.0.2.1\r\nFrom:');
  expect(read(Buffer.from(text))).toMatchObject([{ passedOn: true }]);
});
