/** The devices that are chosen for an action on all of them: by id, with their rows as they were when chosen. */
import { useMemo, useRef, useState } from 'react';
import type { DeviceRow } from '../../../../src/inventory/inventory.contract.ts';

/** As many as the server changes at once. */
export const SELECTABLE = 1000;

export interface Selection {
  readonly size: number;
  readonly rows: readonly DeviceRow[];
  readonly has: (id: string) => boolean;
  /** With `range`, all from the one chosen before to this one, as far as they are there. */
  readonly toggle: (
    row: DeviceRow,
    index: number,
    range: boolean,
    rowAt: (index: number) => DeviceRow | undefined,
  ) => void;
  readonly set: (rows: readonly DeviceRow[]) => void;
  readonly clear: () => void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, DeviceRow>>(() => new Map());
  const before = useRef(0);
  return useMemo(() => {
    const set = (rows: readonly DeviceRow[]) =>
      setChosen(new Map(rows.slice(0, SELECTABLE).map((row) => [row.id, row])));
    return {
      size: chosen.size,
      rows: [...chosen.values()],
      has: (id) => chosen.has(id),
      toggle: (row, index, range, rowAt) => {
        const [from, to] = range ? [Math.min(before.current, index), Math.max(before.current, index)] : [index, index];
        before.current = index;
        setChosen((so) => {
          const next = new Map(so);
          if (so.has(row.id)) next.delete(row.id);
          else {
            for (let at = from; at <= to && next.size < SELECTABLE; at += 1) {
              const within = at === index ? row : rowAt(at);
              if (within !== undefined) next.set(within.id, within);
            }
          }
          return next;
        });
      },
      set,
      clear: () => setChosen(new Map()),
    };
  }, [chosen]);
}
