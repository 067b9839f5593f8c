import { expect, test } from 'vitest';
import { Conversation } from '../conversation.ts';
import type { ProtocolEvent, Side } from '../dissector.ts';
import { askTls, authenticate, dialogue, request, secured, startup } from './pgsql.samples.ts';
import { pgsql } from './pgsql.ts';

function run(turns: readonly (readonly [Side, Uint8Array])[]): ProtocolEvent[] {
  const events: ProtocolEvent[] = [];
  const talk = new Conversation(pgsql, (event) => events.push(event));
  for (const [side, bytes] of turns) talk.data(side, bytes);
  return events;
}

test('client and server are told by their programs, and a password by the way it goes', () => {
  const events = run(dialogue);
  expect(events).toEqual([
    { protocol: 'pgsql', kind: 'startup', application: 'RIS 4.2' },
    { protocol: 'pgsql', kind: 'authentication', method: 'password' },
    { protocol: 'pgsql', kind: 'authentication', method: 'none' },
    { protocol: 'pgsql', kind: 'server', version: '15.6 (Debian 15.6-0+deb12u1)' },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/doe|patients/);
});

test('where TLS is granted, TLS is read', () => {
  expect(run(secured)).toMatchObject([{ kind: 'client-hello' }, { kind: 'server-hello' }]);
});

test('requests and answers are recognised by their codes', () => {
  expect([askTls, startup].map((bytes) => pgsql.probe(bytes, 'originator'))).toEqual([true, true]);
  expect(pgsql.probe(authenticate(5), 'responder')).toBe(true);
  expect(pgsql.probe(authenticate(77), 'responder')).toBe(false);
  expect(pgsql.probe(request(1234), 'originator')).toBe(false);
  expect(pgsql.probe(askTls.subarray(0, 7), 'originator')).toBe(undefined);
});
