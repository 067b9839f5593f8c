import { expect, test } from 'vitest';
import { progressLine } from './progress.ts';

test('a known size gives a share and a rate', () => {
  expect(progressLine('ct.pcap', 25_000_000, 100_000_000, 1000)).toBe(
    '[########                      ] 25 %  25.0 MB of 100.0 MB  25 MB/s  ct.pcap',
  );
});

test('standard input has no end that is known', () => {
  expect(progressLine('-', 25_000_000, null, 500)).toBe('25.0 MB read  50 MB/s  -');
});
