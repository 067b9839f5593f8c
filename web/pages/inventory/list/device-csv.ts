/** The chosen devices as a file for a table program. */
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';
import { COLUMNS, kindOf, NAME } from './device-columns.tsx';

const FILE: readonly { readonly title: string; readonly plain: (row: DeviceRow) => string }[] = [
  { title: 'Identifier', plain: ({ id }) => id },
  NAME,
  { title: 'Type', plain: kindOf },
  ...COLUMNS,
];

export function deviceCsv(rows: readonly DeviceRow[]): string {
  const lines = [FILE.map(({ title }) => title), ...rows.map((row) => FILE.map(({ plain }) => plain(row)))];
  return lines.map((line) => line.map(cell).join(',')).join('\r\n');
}

/** RFC 4180. What a device said of itself must not become a formula in the table program of whoever opens the file. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function downloadCsv(rows: readonly DeviceRow[]): void {
  // The mark at the beginning tells table programs that it is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', deviceCsv(rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'devices.csv';
  link.click();
  URL.revokeObjectURL(url);
}
