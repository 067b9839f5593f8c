import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import type { Side } from '../dissector.ts';
import { aggressive, chosen, data, init, message, translated } from './isakmp.samples.ts';
import { isakmp, type IsakmpEvent } from './isakmp.ts';

function read(bytes: Uint8Array, side: Side = 'originator'): IsakmpEvent[] {
  const events: IsakmpEvent[] = [];
  isakmp.dissect(new Reader(bytes), side, (event) => events.push(event));
  return events;
}

test('both ends, the version and the choice of the answer are told', () => {
  expect(read(init)).toMatchObject([{ version: 'IKEv2', name: 'IKE_SA_INIT', by: 'initiator', cipher: undefined }]);
  expect(read(chosen)).toMatchObject([{ by: 'responder', cipher: 'AES-GCM-16-256', group: 'x25519' }]);
  expect(read(aggressive)).toMatchObject([{ version: 'IKEv1', name: 'aggressive', by: 'initiator' }]);
  expect(read(aggressive, 'responder')).toMatchObject([{ by: 'responder' }]);
});

test('behind a translator messages are marked, and all else is encrypted', () => {
  expect(read(translated)).toMatchObject([{ name: 'IKE_AUTH' }]);
  expect(read(data)).toEqual([{ protocol: 'isakmp', kind: 'data' }]);
  expect(read(Uint8Array.of(0xff))).toEqual([]);
});

test('what does not say its own length, or mixes versions, is not recognised', () => {
  expect([init, chosen, aggressive, translated].map((bytes) => isakmp.probe(bytes, 'originator'))).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect(isakmp.probe(init.subarray(0, 40), 'originator')).toBe(false);
  expect(isakmp.probe(message(0x10, 34, 0), 'originator')).toBe(false);
  expect(isakmp.probe(data, 'originator')).toBe(false);
});
