/** The long table of devices: only the rows in view exist, and only the pages in view are asked for. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { productName, typeLabel } from '../../../src/inventory/device-name.ts';
import type * as contract from '../../../src/inventory/inventory.contract.ts';
import { DeviceIcon } from '../../ui/device-icon.tsx';
import { deviceHref } from '../../ui/device-link.tsx';
import { Confidence, SEVERITY_LABELS, SeverityMark } from '../../ui/marks.tsx';
import { bytes, count } from '../../ui/words.ts';
import css from './device-table.module.css';
import { devicePage, type DeviceQuery, PAGE } from './device-query.ts';
import { SortHeader } from './sort-header.tsx';

const ROW = 48;
/** Where each list was left, so that going back finds the place again. Lives as long as the tab. */
const places = new Map<string, number>();

export function DeviceTable({ asked, total }: { asked: DeviceQuery; total: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const place = JSON.stringify(asked);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    initialOffset: () => places.get(place) ?? 0,
  });
  useEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = places.get(place) ?? 0;
  }, [place]);
  const visible = rows.getVirtualItems();
  const rowAt = useRows(asked, visible.at(0)?.index ?? 0, visible.at(-1)?.index ?? 0);
  const above = visible.at(0)?.start ?? 0;
  const below = rows.getTotalSize() - (visible.at(-1)?.end ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target instanceof HTMLElement ? event.target.closest('tr[data-index]') : null;
    if (step === undefined || row === null) return;
    event.preventDefault();
    const next = Number(row.getAttribute('data-index')) + step;
    rows.scrollToIndex(next);
    scroller.current?.querySelector<HTMLElement>(`tr[data-index="${next}"] a`)?.focus();
  };
  return (
    <div
      className={css['scroller']}
      ref={scroller}
      onScroll={({ currentTarget }) => places.set(place, currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <table className={css['table']} aria-label="Devices" aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <SortHeader by="name" title="Device" />
            <SortHeader by="manufacturer" title="Maker and model" className={css['wide']} />
            <SortHeader by="software" title="Software" className={css['wider']} />
            <SortHeader by="address" title="Address" className={css['wide']} />
            <SortHeader by="peers" title="Talks to" number className={css['wider']} />
            <SortHeader by="bytes" title="Traffic" number className={css['wide']} />
            <SortHeader by="attention" title="Findings" />
          </tr>
        </thead>
        <tbody>
          <Space height={above} />
          {visible.map(({ index }) => (
            <Row key={index} index={index} row={rowAt(index)} />
          ))}
          <Space height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** Room for the rows that are not there. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={7} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** The rows from `first` to `last`, by index; undefined until they have been answered. */
function useRows(asked: DeviceQuery, first: number, last: number): (index: number) => contract.DeviceRow | undefined {
  const pages: number[] = [];
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) pages.push(page);
  const answers = useQueries({
    queries: pages.map((page) => ({
      ...devicePage(asked, page),
      placeholderData: keepPreviousData,
    })),
  });
  return (index) => answers[pages.indexOf(Math.floor(index / PAGE))]?.data?.devices[index % PAGE];
}

function Row({ index, row }: { index: number; row: contract.DeviceRow | undefined }) {
  if (row === undefined) {
    return (
      <tr data-index={index} aria-rowindex={index + 2}>
        <td colSpan={7} className="quiet">
          …
        </td>
      </tr>
    );
  }
  return (
    <tr data-index={index} aria-rowindex={index + 2}>
      <td>
        <span className={css['device']}>
          <DeviceIcon device={row} size={20} />
          <span className={css['names']}>
            <Link href={deviceHref(row.id)} className={css['name']}>
              {row.name}
            </Link>
            <span className={css['type']}>
              {row.external ? 'On the Internet' : typeLabel(row.type)} <Confidence value={row.confidence} />
            </span>
          </span>
        </span>
      </td>
      <td className={css['wide']}>{productName(row) ?? row.manufacturer ?? <None />}</td>
      <td className={css['wider']}>{row.software ?? <None />}</td>
      <td className={css['wide']}>
        <span className="mono">{row.address}</span>
        {row.addresses > 1 ? <span className="quiet"> +{row.addresses - 1}</span> : null}
      </td>
      <td className={css['wider']} data-number>
        {count(row.peers)}
      </td>
      <td className={css['wide']} data-number>
        {bytes(row.bytes)}
      </td>
      <td>
        {row.worst === null ? (
          <span className="quiet">none</span>
        ) : (
          <SeverityMark
            severity={row.worst}
            text={`${SEVERITY_LABELS[row.worst]}${row.findings > 1 ? `, ${row.findings}` : ''}`}
          />
        )}
      </td>
    </tr>
  );
}

const None = () => <span className="quiet">not known</span>;
