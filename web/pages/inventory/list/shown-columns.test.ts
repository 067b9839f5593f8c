import { expect, test } from 'vitest';
import { USUAL_COLUMNS } from './device-columns.tsx';
import { shownColumns } from './shown-columns.ts';

const keys = (chosen: readonly string[], available: number, beside = false) =>
  shownColumns(chosen, available, beside).columns.map(({ key }) => key);

test('of the usual columns there are as many as fit, the first ones first', () => {
  expect(keys(USUAL_COLUMNS, 2000)).toEqual(USUAL_COLUMNS);
  expect(keys(USUAL_COLUMNS, 740)).toEqual(['findings', 'product']);
  expect(keys(USUAL_COLUMNS, 390)).toEqual(['findings']);
});

test('columns that somebody chose are all there, and the table grows wider than the window', () => {
  const chosen = ['findings', 'product', 'serial', 'owner', 'first'];
  const { columns, width } = shownColumns(chosen, 700, false);
  expect(columns).toHaveLength(5);
  expect(width).toBeGreaterThan(700);
});

test('beside a panel and on a phone nothing has to be moved sideways', () => {
  const chosen = ['findings', 'product', 'serial', 'owner', 'first'];
  expect(keys(chosen, 700, true)).toEqual(['findings', 'product']);
  expect(shownColumns(chosen, 390, false).width).toBe(0);
});
