import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { answer, request, write } from './coap.samples.ts';
import { coap } from './coap.ts';

test('methods are told, and neither paths nor what is written', () => {
  const events: ProtocolEvent[] = [];
  for (const bytes of [request, answer, write])
    coap.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  expect(events).toMatchObject([{ method: 'GET' }, { method: undefined }, { method: 'PUT' }]);
  expect(JSON.stringify(events)).not.toMatch(/bed|doe/);
});

test('only a request for a path is recognised', () => {
  expect(coap.probe(request, 'originator')).toBe(true);
  expect(coap.probe(write, 'originator')).toBe(true);
  expect(coap.probe(answer, 'responder')).toBe(false);
  expect(coap.probe(request.subarray(0, 9), 'originator')).toBe(false);
  expect(coap.probe(Buffer.from('HELLO, all of you'), 'originator')).toBe(false);
});
