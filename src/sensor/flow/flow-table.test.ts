import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlowTable, Mark } from './flow-table.ts';

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

test('whatever comes, is renewed and goes, each flow is found under its number until it is retired', () => {
  const step = fc.record({ key: fc.nat(60), what: fc.constantFrom('find', 'find', 'renew', 'retire') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 900 }), (steps) => {
      const flows = new FlowTable();
      const known = new Map<number, number>();
      const all = new Set<number>();
      const end = (flow: number) => {
        flows.retire(flow);
        flows.forget(flow);
        all.delete(flow);
      };
      for (const { key, what } of steps) {
        let flow = flows.find(key, key + 1, 7, 6);
        expect(flows.created).toBe(!known.has(key));
        expect(known.get(key) ?? flow).toBe(flow);
        if (flows.created) flows.begin(flow, 0, 2 ** 40 + key, 5);
        expect(all.has(flow)).toBe(known.has(key));
        all.add(flow);
        if (what === 'renew') {
          const old = flow;
          flow = flows.renew(old);
          flows.begin(flow, 0, 2 ** 40 + key, 6);
          all.add(flow);
          // The old one goes without taking the new one with it.
          end(old);
        }
        known.set(key, flow);
        expect([flows.opened(flow), flows.used]).toEqual([2 ** 40 + key, all.size]);
        if (what === 'retire') {
          end(flow);
          known.delete(key);
        }
      }
      for (const [key, flow] of known) expect(flows.find(key, key + 1, 7, 6)).toBe(flow);
    }),
  );
});

test('what was told is counted anew, and that it was said is remembered', () => {
  const flows = new FlowTable();
  const flow = flows.find(1, 2, 3, 6);
  flows.begin(flow, 0, 1, 100);
  flows.count(flow, 1, 60, 100);
  expect([flows.takeFresh(), flows.takeFresh()]).toEqual([[flow], []]);
  flows.rest(flow);
  expect([flows.packets(flow, 1), flows.bytes(flow, 1), flows.first(flow)]).toEqual([0, 0, 100]);
  expect(flows.marks(flow)).toBe((Mark.spoke << 1) | Mark.told);
  flows.count(flow, 0, 60, 101);
  expect([flows.packets(flow, 0), flows.takeFresh()]).toEqual([1, [flow]]);
});
