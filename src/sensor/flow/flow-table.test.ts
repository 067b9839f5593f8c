import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlowTable } from './flow-table.ts';

test('the same ends, ports and protocol are the same flow; anything else is another', () => {
  const key = fc.tuple(fc.nat(3), fc.nat(3), fc.integer(), fc.constantFrom(6, 17));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 600 }), (keys) => {
      const flows = new FlowTable();
      const seen = new Map<string, number>();
      for (const [low, high, ports, protocol] of keys) {
        const flow = flows.find(low, high, ports, protocol);
        const name = [low, high, ports, protocol].join();
        expect(flows.created).toBe(!seen.has(name));
        expect(seen.getOrInsert(name, flow)).toBe(flow);
      }
      expect(flows.size).toBe(seen.size);
    }),
  );
});

test('numbers stay where they are while the table grows', () => {
  const flows = new FlowTable();
  for (let n = 0; n < 5000; n++) {
    flows.begin(flows.find(n, n + 1, n, 6), 0, n + 1, n);
    flows.count(n, n % 2 === 0 ? 0 : 1, n, n + 10);
  }
  for (let n = 0; n < 5000; n++) {
    expect([flows.find(n, n + 1, n, 6), flows.opened(n), flows.first(n), flows.last(n)]).toEqual([n, n + 1, n, n + 10]);
    expect([flows.bytes(n, 0), flows.bytes(n, 1)]).toEqual(n % 2 === 0 ? [n, 0] : [0, n]);
  }
});

test('a renewed flow is found from then on, and the old one keeps its numbers', () => {
  const flows = new FlowTable();
  const first = flows.find(1, 2, 3, 6);
  flows.begin(first, 0, 1, 100);
  const second = flows.renew(first);
  expect(second).not.toBe(first);
  for (let n = 0; n < 1000; n++) flows.find(n, n, n, 17);
  expect([flows.find(1, 2, 3, 6), flows.first(first)]).toEqual([second, 100]);
});

test('when it is full it knows the flows that it has, and takes no others', () => {
  const flows = new FlowTable(2);
  expect([flows.find(1, 2, 3, 6), flows.find(1, 2, 4, 6), flows.find(1, 2, 5, 6)]).toEqual([0, 1, -1]);
  expect([flows.find(1, 2, 4, 6), flows.renew(1), flows.size]).toEqual([1, 1, 2]);
});
