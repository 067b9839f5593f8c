/** A row of a file as a record, and what tells the rows of its system apart. */
import type { AssetField, AssetRecord } from './fields.ts';
import type { Row } from './file/read-table.ts';
import type { MappedColumn } from './mapping.ts';
import { hostKey, isNothing, macsIn, makerKey, serialKey, udiKey } from './values.ts';

/** Between the values of a field that has several. */
const SEPARATOR = ', ';

/** Only of columns that are taken over; cells that say nothing are left out. */
export function recordOf({ cells }: Row, columns: readonly MappedColumn[]): AssetRecord {
  const record: Partial<Record<AssetField, string>> = {};
  columns.forEach(({ field }, at) => {
    const cell = cells[at]?.trim() ?? '';
    if (field === null || isNothing(cell)) return;
    const before = record[field];
    record[field] = before === undefined ? cell : `${before}${SEPARATOR}${cell}`;
  });
  return record;
}

/** The asset number, else what else names one thing; undefined for a row that names nothing. */
export function keyOf(record: AssetRecord): string | undefined {
  const { asset = '', serial = '', manufacturer = '', mac = '', udi = '', hostname = '', device = '' } = record;
  if (asset !== '') return asset;
  if (device !== '') return `device ${device}`;
  if (serialKey(serial) !== '') return `serial ${serialKey(serial)} ${makerKey(manufacturer)}`.trim();
  const [card] = macsIn(mac);
  if (card !== undefined) return `mac ${card}`;
  if (udiKey(udi).includes('/')) return `udi ${udiKey(udi)}`;
  return hostKey(hostname) === '' ? undefined : `host ${hostKey(hostname)}`;
}
