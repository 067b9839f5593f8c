import { describe, expect, test } from 'vitest';
import { flowMap } from '../../src/dataflow/flow-map.ts';
import { hospital } from '../fixture.ts';
import { layout, strokeOf } from './layout.ts';

const everything = { by: 'auto', open: [], protocol: [], protection: [] } as const;
const mapOf = (size: number, open: string[] = []) =>
  flowMap(hospital(size))({ ...everything, open, protocol: [], protection: [] });

describe('the layout of the map', () => {
  test('shows every node once, inside its group, with no two on top of each other', () => {
    const map = mapOf(30);
    const { nodes, groups } = layout(map, 1200);
    expect(nodes).toHaveLength(map.nodes.length);
    for (const [index, a] of nodes.entries()) {
      expect(groups.some((group) => a.x > group.x && a.y > group.y && a.y + a.height < group.y + group.height)).toBe(
        true,
      );
      expect(nodes.slice(index + 1).some((b) => a.x === b.x && Math.abs(a.y - b.y) < a.height)).toBe(false);
    }
  });

  test('puts medical devices first and the Internet last', () => {
    const { groups } = layout(mapOf(30), 1200);
    const across = groups.toSorted((a, b) => a.x - b.x).map(({ title }) => title);
    expect(across[0]).toBe('Medical');
    expect(across.at(-1)).toBe('Internet');
  });

  test('is as wide as there is room, and no narrower than one can read', () => {
    expect(layout(mapOf(30), 1200).width).toBe(1200);
    expect(layout(mapOf(30), 300).width).toBeGreaterThan(800);
  });

  test('draws each conversation between two nodes, and is the same twice', () => {
    const map = mapOf(30);
    expect(layout(map, 1200).lines).toHaveLength(map.edges.length);
    expect(layout(map, 1200)).toEqual(layout(map, 1200));
  });

  test('places each of 3,000 devices with one of their groups opened', () => {
    const map = mapOf(3000, ['medical/infusion-pump']);
    expect(map.nodes.length).toBeGreaterThan(400);
    expect(layout(map, 1200).nodes).toHaveLength(map.nodes.length);
  });

  test('of nothing is empty', () => {
    expect(layout({ nodes: [], edges: [] }, 800)).toMatchObject({ nodes: [], lines: [], height: 0 });
  });
});

test('a line is thicker for more bytes, within limits', () => {
  expect([0, 1e3, 1e6, 1e9, 1e15].map(strokeOf)).toEqual([1, 1, 4, 7, 7]);
});
