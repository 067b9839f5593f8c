import { expect, test } from 'vitest';
import type { MqttEvent } from '../../dissect/protocols/mqtt.ts';
import { facts } from '../notes.samples.ts';
import { observeMqtt } from './mqtt.ts';

const connect = {
  protocol: 'mqtt',
  kind: 'connect',
  level: 4,
  clientId: 'pump-17',
  userName: true,
  password: false,
} as const;

test.each<readonly [string, MqttEvent, readonly string[]]>([
  [
    'who connects is a client, and shows its password',
    connect,
    ['does CONNECT', 'sender is mqtt-client', 'sender mqtt-client-id pump-17', 'data credential username'],
  ],
  [
    'who lets it in is a broker',
    { protocol: 'mqtt', kind: 'connected', reason: 0 },
    ['sender is mqtt-broker', 'receiver is mqtt-client'],
  ],
  ['a message is a deed', { protocol: 'mqtt', kind: 'packet', type: 'PUBLISH' }, ['does PUBLISH']],
  ['an acknowledgement is none', { protocol: 'mqtt', kind: 'packet', type: 'PUBACK' }, []],
])('%s', (_, event, lines) => {
  expect(facts(observeMqtt, event)).toEqual(lines);
});

test('a client without a password shows none', () => {
  expect(facts(observeMqtt, { ...connect, userName: false }).join()).not.toContain('credential');
});
