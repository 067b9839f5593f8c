import { describe, expect, test } from 'vitest';
import { compare, isInstalled, run, spread } from './measure.ts';

describe('a measurement', () => {
  test('is a median with what it lies between', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });

  test('of a program that fails is an error, not a figure', () => {
    expect(() => run(['false'], 0)).toThrow('false ended with 1');
  });

  test('knows which programs are there', () => {
    expect(isInstalled('sh')).toBe(true);
    expect(isInstalled('no-such-program')).toBe(false);
  });

  test('charges each of two programs with its own time', () => {
    const idle = ['sh', '-c', 'sleep 0.1'] as const;
    const busy = ['sh', '-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'] as const;
    const { ours, theirs, cpu } = compare(busy, idle, 1, 0);
    expect(ours.cpu).toBeGreaterThan(theirs.cpu);
    expect(cpu.median).toBeGreaterThan(1);
    expect(theirs.wall).toBeGreaterThanOrEqual(0.1);
  });
});
