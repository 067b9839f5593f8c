/** A plain table for a terminal: columns as wide as what they hold, long values cut with an ellipsis. */
import { oneLine } from '../lib/one-line.ts';

const MAX_WIDTH = 32;

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cut = [headings, ...rows].map((row) => row.map(shortened));
  const widths = headings.map((_, column) => Math.max(...cut.map((row) => row[column]?.length ?? 0)));
  const lines = cut.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines.map((line) => line.trimEnd()).join('\n');
}

const shortened = (cell: string): string => {
  const line = oneLine(cell);
  return line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH - 1)}…` : line;
};
