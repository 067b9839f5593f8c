import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { enipUdp } from './enip-udp.ts';
import { dialogue, identity, listIdentity, message, register } from './enip.samples.ts';
import { enip } from './enip.ts';

const IDENTITY = {
  protocol: 'enip',
  kind: 'identity',
  vendor: 1,
  deviceType: 12,
  productCode: 58,
  revision: '5.1',
  serial: '00239ac5',
  product: '1756-ENBT/A',
};

test('a session tells who a device is, and which services are asked of it', () => {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(enip, (event) => events.push(event));
  for (const [side, bytes] of dialogue) talk.data(side, bytes);
  expect(events.filter(({ kind }) => kind === 'identity')).toEqual([IDENTITY]);
  expect(events.filter(({ kind }) => kind === 'service')).toMatchObject([{ name: 'reset' }, { name: 'write tag' }]);
  expect(events[0]).toMatchObject({ kind: 'command', name: 'RegisterSession', by: 'client' });
});

test('a device that answers a broadcast is told alike', () => {
  const events: ProtocolEvent[] = [];
  enipUdp.dissect(new Reader(identity), 'responder', (event) => events.push(event));
  expect(events[1]).toEqual(IDENTITY);
  expect(enipUdp.probe(listIdentity, 'originator')).toBe(true);
  expect(enipUdp.probe(Buffer.concat([listIdentity, Buffer.alloc(1)]), 'originator')).toBe(false);
});

test('only headers that the standard allows are recognised', () => {
  expect(enip.probe(register, 'originator')).toBe(true);
  expect(enip.probe(register.subarray(0, 20), 'originator')).toBe(undefined);
  expect(enip.probe(message(0x65, 1), 'originator')).toBe(false);
  expect(enip.probe(message(0x1234), 'originator')).toBe(false);
  const options = Uint8Array.from(register);
  options[21] = 1;
  expect(enip.probe(options, 'originator')).toBe(false);
});

test('items without end are lost, not read', () => {
  const events: ProtocolEvent[] = [];
  new Conversation(enip, (event) => events.push(event)).data('responder', message(0x63, 0xff, 0xff, 1));
  expect(events).toMatchObject([{ kind: 'lost', reason: '65535 items' }]);
});
