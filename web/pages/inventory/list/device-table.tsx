/**
 * The long table of devices: only the rows in view exist, and only the pages in view are asked for. Rows are placed one by one
 * and not by the browser's table layout, which would measure all of them anew with each step of the wheel; that it is a table
 * is said by roles.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';
import { type DeviceColumn, NAME } from './device-columns.tsx';
import { DeviceLine } from './device-line.tsx';
import type { DeviceQuery } from './device-query.ts';
import css from './device-table.module.css';
import { PICK } from './shown-columns.ts';
import { SortHeader } from './sort-header.tsx';
import type { Selection } from './use-selection.ts';
import { useDeviceRows } from './use-device-rows.ts';

const ROW = 48;
/** Rows drawn beyond the edges, so that slow scrolling shows no gaps. */
const BEYOND = 6;
/** Where each list was left, so that going back finds the place again. Lives as long as the tab. */
const places = new Map<string, number>();

interface DeviceTableProps {
  readonly asked: DeviceQuery;
  readonly edition: number;
  readonly total: number;
  readonly columns: readonly DeviceColumn[];
  /** Of all columns; wider than the window it is moved sideways. */
  readonly width: number;
  readonly selection: Selection;
  readonly onSelectAll: () => void;
  /** The device shown beside the list. */
  readonly peeked: string;
  readonly onPeek: (id: string) => void;
}

export function DeviceTable(props: DeviceTableProps) {
  const { asked, edition, total, columns, width, selection, onSelectAll, peeked, onPeek } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = JSON.stringify(asked);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
    useFlushSync: false,
    initialOffset: () => places.get(place) ?? 0,
  });
  useEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = places.get(place) ?? 0;
  }, [place]);
  const visible = rows.getVirtualItems();
  const rowAt = useDeviceRows(asked, edition, visible.at(0)?.index ?? 0, visible.at(-1)?.index ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const line = event.target instanceof HTMLElement ? event.target.closest('tr[data-index]') : null;
    if (line === null) return;
    const index = Number(line.getAttribute('data-index'));
    const row = rowAt(index);
    if (event.key === ' ' && row !== undefined && event.target instanceof HTMLAnchorElement) {
      event.preventDefault();
      selection.toggle(row, index, event.shiftKey, rowAt);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = index + step;
    rows.scrollToIndex(next);
    scroller.current?.querySelector<HTMLElement>(`tr[data-index="${next}"] a`)?.focus();
    const beside = rowAt(next);
    if (peeked !== '' && beside !== undefined) onPeek(beside.id);
  };
  const style: CSSProperties & Record<'--columns', string> = { minWidth: width, '--columns': templateOf(columns) };
  return (
    <div
      className={css['scroller']}
      ref={scroller}
      onScroll={({ currentTarget }) => places.set(place, currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <table role="table" className={css['table']} style={style} aria-label="Devices" aria-rowcount={total + 1}>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            <th role="columnheader" scope="col" className={css['pick']}>
              <label>
                <input
                  type="checkbox"
                  aria-label="Select all devices of this list"
                  checked={selection.size > 0}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = selection.size > 0 && selection.size < total;
                  }}
                  onChange={selection.size > 0 ? selection.clear : onSelectAll}
                />
              </label>
            </th>
            <SortHeader by={NAME.sort} title={NAME.title} />
            {columns.map(({ key, sort, title, number = false }) => (
              <SortHeader key={key} by={sort} title={title} number={number} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" style={{ height: rows.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const row = rowAt(index);
            return (
              <DeviceLine
                key={index}
                index={index}
                start={start}
                row={row}
                columns={columns}
                selected={row !== undefined && selection.has(row.id)}
                peeked={row !== undefined && row.id === peeked}
                onToggle={(chosen: DeviceRow, range: boolean) => selection.toggle(chosen, index, range, rowAt)}
                onPeek={onPeek}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The widths as a grid takes them; the name has what the others leave. */
function templateOf(columns: readonly DeviceColumn[]): string {
  return [`${PICK}px`, 'minmax(0, 1fr)', ...columns.map(({ width }) => `${width}px`)].join(' ');
}
