import { expect, test } from 'vitest';
import { inPortOrder } from './port-order.ts';

test('ports are in the order of their numbers, module by module', () => {
  const ports = ['Gi1/0/12', 'Gi2/0/1', 'Gi1/0/2', 'Gi1/0/1'];
  expect(ports.toSorted(inPortOrder)).toEqual(['Gi1/0/1', 'Gi1/0/2', 'Gi1/0/12', 'Gi2/0/1']);
});
