/** Small tables: all rows at once, one description of the columns. On a phone the least of them are left out. */
import type { ReactNode } from 'react';
import css from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Set to the right, as figures are. */
  readonly number?: boolean;
  /** Shown when the window is wider than a phone's (`wide`) or a tablet's (`wider`) only. */
  readonly from?: 'wide' | 'wider';
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

export function Table<Row>({ label, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className={css['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ key, title, number, from }) => (
            <th key={key} scope="col" data-number={number} data-from={from}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ key, cell, number, from }) => (
              <td key={key} data-number={number} data-from={from}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
