import { expect, test } from 'vitest';
import { describe } from './mdns-text.ts';

test.each([
  ['version=2023.1.0', '2023.1.0'],
  ['version=v4.2', 'v4.2'],
  ['version=0106', undefined],
  ['version=1', undefined],
])('of %s is told as software %j: a bare number is a protocol of the service', (text, software) => {
  expect(describe([text]).software).toBe(software);
});
