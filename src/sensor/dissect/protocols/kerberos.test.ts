import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { readKerberos } from './kerberos-message.ts';
import { framed } from './kerberos-tcp.samples.ts';
import { kerberosTcp } from './kerberos-tcp.ts';
import { asReply, asRequest, error, machine, person, principal } from './kerberos.samples.ts';
import { kerberos } from './kerberos.ts';

const read = (bytes: Uint8Array) => readKerberos(new Reader(bytes));

test('a machine that logs in is known by its account, its realm and what it offers', () => {
  expect(read(machine)).toEqual({
    protocol: 'kerberos',
    kind: 'message',
    name: 'AS-REQ',
    by: 'client',
    realm: 'HOSPITAL.EXAMPLE',
    machine: 'CT-CONSOLE',
    ciphers: ['aes256-cts-hmac-sha1-96', 'rc4-hmac'],
  });
  expect(read(asRequest(principal('host', 'ct1.example')))).toMatchObject({ machine: 'ct1.example' });
});

test('of a person who logs in only the machine is told', () => {
  expect(read(person)).toMatchObject({ machine: 'CT-CONSOLE' });
  expect(read(asReply)).toMatchObject({ name: 'AS-REP', by: 'server', machine: undefined, ciphers: ['rc4-hmac'] });
  expect(JSON.stringify([read(person), read(asReply)])).not.toContain('doe');
});

test('an error tells the realm', () => {
  expect(read(error)).toMatchObject({ name: 'KRB-ERROR', by: 'server', realm: 'HOSPITAL.EXAMPLE' });
});

test('messages are found in a stream, and a very long one passes', () => {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(kerberosTcp, (event) => events.push(event));
  talk.data('originator', framed(machine));
  talk.data('originator', Buffer.concat([Buffer.of(0, 2, 0, 0), Buffer.alloc(0x20000)]));
  talk.data('originator', framed(person));
  expect(events).toMatchObject([{ name: 'AS-REQ' }, { name: 'AS-REQ' }]);
});

test('only the right version is recognised', () => {
  expect(kerberos.probe(machine, 'originator')).toBe(true);
  expect(kerberos.probe(machine.subarray(0, 6), 'originator')).toBe(undefined);
  expect(kerberos.probe(Buffer.from('6a81050000', 'hex'), 'originator')).toBe(false);
  expect(kerberosTcp.probe(machine, 'originator')).toBe(false);
});
