import { describe, expect, test } from 'vitest';
import { flowMap } from '../../src/dataflow/flow-map.ts';
import { hospital } from '../fixture.ts';
import { cellAt, cellTowards, CELL, estateLayout } from './estate-layout.ts';

const all = flowMap(hospital(3000))({ by: 'device', open: [], protocol: [], protection: [] });
const zoneOf = (id: string) => id.split('-')[1] ?? '';
const nodes = all.nodes.map((node) => ({ ...node, zone: node.external ? 'internet' : zoneOf(node.id) }));
const zones = [...new Set(nodes.map(({ zone }) => zone))].map((id) => ({
  id,
  label: id,
  kind: 'subnet' as const,
  devices: 1,
  medical: 0,
  worst: null,
}));
const map = { nodes, edges: all.edges, zones };
const drawn = estateLayout(map, 1100);

describe('the estate of 3,000 devices', () => {
  test('shows each device once, inside the box of its zone', () => {
    expect(drawn.cells.size).toBe(nodes.length);
    for (const { x, y, width, height, cells } of drawn.zones) {
      for (const cell of cells) {
        expect(cell.x).toBeGreaterThan(x);
        expect(cell.x + CELL).toBeLessThan(x + width);
        expect(cell.y + CELL).toBeLessThan(y + height);
      }
    }
  });

  test('lets no two zones lie on each other, and none leave the window', () => {
    for (const [index, a] of drawn.zones.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(1100);
      for (const b of drawn.zones.slice(index + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  test('has one line between two zones, whatever their devices say to each other', () => {
    const pairs = drawn.lines.map(({ from, to }) => `${from.zone.id}|${to.zone.id}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs.length).toBeGreaterThan(2);
  });

  test('finds the device under the pointer, and the next one by an arrow key', () => {
    const [first, second] = drawn.zones[0]?.cells ?? [];
    if (first === undefined || second === undefined) throw new Error('The first zone is empty');
    expect(cellAt(drawn, first.x + 2, first.y + 2)).toBe(first);
    expect(cellTowards(drawn, first, 'ArrowRight')).toBe(second);
    expect(cellTowards(drawn, second, 'ArrowLeft')).toBe(first);
    expect(cellTowards(drawn, first, 'Enter')).toBeUndefined();
  });
});
