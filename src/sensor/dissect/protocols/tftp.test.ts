import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import type { ProtocolEvent } from '../dissector.ts';
import { data, read, write } from './tftp.samples.ts';
import { tftp } from './tftp.ts';

test('requests are told by their kind alone', () => {
  const events: ProtocolEvent[] = [];
  for (const bytes of [read, write]) tftp.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  expect(events).toMatchObject([{ name: 'RRQ' }, { name: 'WRQ' }]);
  expect(JSON.stringify(events)).not.toContain('doe');
});

test('data, and requests without a mode, are not recognised', () => {
  expect(tftp.probe(write, 'originator')).toBe(true);
  expect(tftp.probe(data, 'originator')).toBe(false);
  expect(tftp.probe(read.subarray(0, 20), 'originator')).toBe(false);
});
