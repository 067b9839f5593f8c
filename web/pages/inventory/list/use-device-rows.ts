/** The rows in view: only their pages are asked for, what is scrolled past is not, and a page that has come stays. */
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';
import { devicePage, type DeviceQuery, PAGE } from './device-query.ts';

/** While one scrolls, the pages in view are asked for no more often than this. */
const PACE_MS = 100;

/** The rows by index; undefined until they have been answered. */
export function useDeviceRows(
  asked: DeviceQuery,
  edition: number,
  first: number,
  last: number,
): (index: number) => DeviceRow | undefined {
  const [from, to] = usePaced(Math.floor(first / PAGE), Math.floor(last / PAGE));
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const answers = useQueries({ queries: pages.map((page) => devicePage(asked, page, edition)) });
  return (index) => answers[Math.floor(index / PAGE) - from]?.data?.devices[index % PAGE];
}

/** The first and last page in view; when they change fast, as one drags the bar, only now and then. */
function usePaced(from: number, to: number): readonly [from: number, to: number] {
  const [paced, setPaced] = useState<readonly [number, number]>([from, to]);
  const changed = useRef(0);
  const same = paced[0] === from && paced[1] === to;
  useEffect(() => {
    if (same) return undefined;
    const wait = Math.max(0, changed.current + PACE_MS - performance.now());
    const timer = setTimeout(() => {
      changed.current = performance.now();
      setPaced([from, to]);
    }, wait);
    return () => clearTimeout(timer);
  }, [from, to, same]);
  return paced;
}
