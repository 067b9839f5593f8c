/**
 * One line of the list. Drawn again only when something of it became different: there may be forty while one scrolls. What it says
 * is drawn when it is its turn, a few lines in each frame, so that forty that come at once do not hold up the wheel.
 */
import { memo, type MouseEvent, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { deviceHref } from '../../../ui/device-link.tsx';
import { Confidence } from '../../../ui/marks.tsx';
import { takeTurn } from '../../../ui/take-turn.ts';
import { type DeviceColumn, kindOf } from './device-columns.tsx';
import css from './device-table.module.css';

interface DeviceLineProps {
  readonly index: number;
  /** Pixels from the first row. */
  readonly start: number;
  readonly row: DeviceRow | undefined;
  readonly columns: readonly DeviceColumn[];
  readonly selected: boolean;
  readonly peeked: boolean;
  readonly onToggle: (row: DeviceRow, range: boolean) => void;
  readonly onPeek: (id: string) => void;
}

/** The two handlers do the same for the same row and list, however often they are made anew. */
export const DeviceLine = memo(Line, (before, after) =>
  (['index', 'start', 'row', 'columns', 'selected', 'peeked'] as const).every((name) => before[name] === after[name]),
);

/** Where a panel has no room beside the list, a device is its page. */
const ROOM = '(min-width: 721px)';

function Line({ index, start, row, columns, selected, peeked, onToggle, onPeek }: DeviceLineProps) {
  const [mayDraw, setMayDraw] = useState(false);
  const known = row !== undefined;
  useEffect(() => (known ? takeTurn(() => setMayDraw(true)) : undefined), [known]);
  const transform = `translateY(${start}px)`;
  if (row === undefined || !mayDraw) {
    return (
      <tr role="row" style={{ transform }} data-index={index} aria-rowindex={index + 2}>
        <td role="cell" className={css['coming']}>
          …
        </td>
      </tr>
    );
  }
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !matchMedia(ROOM).matches) return;
    event.preventDefault();
    onPeek(row.id);
  };
  return (
    <tr
      role="row"
      style={{ transform }}
      data-index={index}
      aria-rowindex={index + 2}
      data-selected={selected}
      data-peeked={peeked}
    >
      <td role="cell" className={css['pick']}>
        <label>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${row.name}`}
            checked={selected}
            onChange={({ nativeEvent }) => onToggle(row, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
          />
        </label>
      </td>
      <td role="cell">
        <span className={css['device']}>
          <DeviceIcon device={row} size={20} />
          <span className={css['names']}>
            <Link href={deviceHref(row.id)} className={css['name']} onClick={onClick}>
              {row.name}
            </Link>
            <span className={css['type']}>
              {kindOf(row)} <Confidence value={row.confidence} />
            </span>
          </span>
        </span>
      </td>
      {columns.map(({ key, number, cell }) => (
        <td key={key} role="cell" data-number={number}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
